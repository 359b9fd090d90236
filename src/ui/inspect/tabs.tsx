import { useId, useRef, useState, type ComponentType, type KeyboardEvent } from 'react';

export interface Tab {
  readonly id: string;
  readonly label: string;
  /** Shown while its tab is chosen, and only then there at all: what must outlast that belongs into a store. */
  readonly Panel: ComponentType;
}

/** Tabs as the WAI-ARIA pattern has them: one stop of the Tab key, arrow keys and Home and End choose. */
export function Tabs({ tabs, label }: { tabs: readonly Tab[]; label: string }) {
  const base = useId();
  const list = useRef<HTMLDivElement>(null);
  const [chosenId, setChosen] = useState(tabs[0]?.id);
  const chosen = tabs.find(({ id }) => id === chosenId) ?? tabs[0];
  if (chosen === undefined) return null;
  const move = (event: KeyboardEvent): void => {
    const to = tabs[target(event.key, tabs.indexOf(chosen), tabs.length)];
    if (to === undefined) return;
    event.preventDefault();
    setChosen(to.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${to.id}"]`)?.focus();
  };
  return (
    <div className="stack">
      <div ref={list} className="tab-list" role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map(({ id, label: name }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`${base}-${id}`}
            data-tab={id}
            className="tab"
            aria-selected={id === chosen.id}
            aria-controls={`${base}-panel`}
            tabIndex={id === chosen.id ? 0 : -1}
            onClick={() => {
              setChosen(id);
            }}
          >
            {name}
          </button>
        ))}
      </div>
      <div key={chosen.id} role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${chosen.id}`}>
        <chosen.Panel />
      </div>
    </div>
  );
}

/** Where a key leads from a tab; -1 where it leads nowhere. */
function target(key: string, from: number, count: number): number {
  if (key === 'ArrowRight') return (from + 1) % count;
  if (key === 'ArrowLeft') return (from - 1 + count) % count;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : -1;
}
