import { Component, type ReactNode } from 'react';
import { CrashPage } from './crash-page';

interface State {
  readonly error: Error | null;
}

/** Catches what goes wrong while the page is rendered and says so, where React would leave a white page. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(thrown: unknown): State {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <CrashPage
        error={error}
        onAgain={() => {
          this.setState({ error: null });
        }}
      />
    );
  }
}
