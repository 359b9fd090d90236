import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createClient } from '../client/client';
import { exposeScriptingHandle } from '../client/scripting-handle';
import { startEngine } from '../client/start-engine';
import { createApp } from '../store/app';
import type { Memory } from '../store/memory';
import type { Address } from '../store/settings-store';
import { createThemeStore } from '../store/theme-store';
import { SharedContext } from './app-context';
import { ErrorBoundary } from './error-boundary';
import { guardLeaving } from './guard-leaving';
import { Page } from './page';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/run-bar.css';
import './styles/overlays.css';
import './styles/forms.css';
import './styles/results.css';
import './styles/evaluation-sets.css';
import './styles/distribution.css';
import './styles/doctor.css';
import './styles/charts.css';
import './styles/mapping.css';
import './styles/mixing.css';
import './styles/inspect.css';
import './styles/look.css';
import './styles/run-files.css';
import './styles/runs.css';
import './styles/study.css';
import './styles/alignment.css';
import './styles/align.css';
import './styles/mining.css';
import './styles/synthesis.css';
import './styles/llm.css';

const THEME_KEY = 'kennel-theme';

const client = createClient(startEngine, (error) => {
  app.raiseAlarm(error);
});
exposeScriptingHandle(client);

const address: Address = {
  read: () => new URLSearchParams(location.search),
  write: (parameters) => {
    const query = parameters.toString();
    history.replaceState(history.state, '', query === '' ? location.pathname : `?${query}`);
  },
};
const memory: Memory = {
  read: (name) => localStorage.getItem(name),
  write: (name, text) => {
    if (text === null) localStorage.removeItem(name);
    else localStorage.setItem(name, text);
  },
};
const app = createApp(client, address, memory);

guardLeaving(app);

const themes = createThemeStore({
  read: () => localStorage.getItem(THEME_KEY),
  write: (theme) => {
    localStorage.setItem(THEME_KEY, theme);
  },
});
const showTheme = (): void => {
  document.documentElement.dataset['theme'] = themes.getState().theme;
};
themes.subscribe(showTheme);
showTheme();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <SharedContext value={{ app, themes }}>
      <ErrorBoundary>
        <Page />
      </ErrorBoundary>
    </SharedContext>
  </StrictMode>,
);

void app.begin().then(() => {
  if (new URLSearchParams(location.search).get('run') === 'sample') void app.trySample();
});
