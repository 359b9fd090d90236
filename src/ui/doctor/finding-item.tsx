import type { Example, ExamplePart, Finding, Severity } from '../../core/doctor/finding';
import { FIXES, type FixName } from '../../core/doctor/fixes';
import { countOf } from '../../store/describe-checks';
import { toggleFix } from '../../store/doctor-store';
import { formatCount } from '../../store/format-value';
import { useApp } from '../app-context';
import { Fold } from '../fold';

interface FindingItemProps {
  readonly finding: Finding;
  readonly fixes: readonly FixName[];
  readonly disabled: boolean;
}

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'Error', warning: 'Warning', note: 'Note' };

/** One finding: how severe, how often, why it matters, where, and the button that does something about it. */
export function FindingItem({ finding, fixes, disabled }: FindingItemProps) {
  const { check, severity, explanation, parts, examples, fix } = finding;
  const fixed = fix === 'always' || fixes.some((name) => name === fix);
  return (
    <li className={`finding finding-${severity}${fixed ? ' finding-fixed' : ''}`}>
      <p className="finding-head">
        <span className="finding-severity">{SEVERITIES[severity]}</span>{' '}
        <span className="finding-title">{check}</span>{' '}
        <span className="finding-count figures">{countOf(finding)}</span>
      </p>
      <Action check={check} fix={fix} fixes={fixes} disabled={disabled} />
      <Fold summary={examples.length > 0 ? 'Show examples' : 'Explain'}>
        <div className="finding-details">
          <p>{explanation}</p>
          {parts.length > 0 && (
            <ul className="finding-parts figures">
              {parts.map(({ name, count }) => (
                <li key={name}>
                  {name}: {formatCount(count)}
                </li>
              ))}
            </ul>
          )}
          {examples.length > 0 && (
            // Scrolls, so the keyboard must get there.
            <ol className="finding-examples" tabIndex={0} aria-label={`Examples: ${check}`}>
              {examples.map((example) => (
                <ExampleItem key={`${example.file}:${example.line}:${example.text}`} example={example} />
              ))}
            </ol>
          )}
        </div>
      </Fold>
    </li>
  );
}

/** The same button applies and undoes, so that the focus stays where it is. */
function Action({
  check,
  fix,
  fixes,
  disabled,
}: Pick<Finding, 'check' | 'fix'> & Pick<FindingItemProps, 'fixes' | 'disabled'>) {
  const app = useApp();
  if (fix === null) return null;
  if (fix === 'always')
    return <p className="finding-action quiet">Training leaves these rows out by itself.</p>;
  const applied = fixes.includes(fix);
  return (
    <p className="finding-action">
      <button
        type="button"
        className="small"
        disabled={disabled}
        onClick={() => {
          toggleFix(app, fix);
        }}
      >
        {applied ? 'Undo' : 'Fix'}
        <span className="hidden">: {check}</span>
      </button>{' '}
      <span className="quiet">{applied ? `Done: ${lowerFirst(FIXES[fix].label)}` : FIXES[fix].label}.</span>
    </p>
  );
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function ExampleItem({ example }: { example: Example }) {
  return (
    <li>
      <p className="figures quiet">
        {example.file}:{example.line}
      </p>
      <dl>
        {example.parts.map((part, i) => (
          <Part key={i} part={part} />
        ))}
      </dl>
    </li>
  );
}

function Part({ part: { label, place, segments } }: { part: ExamplePart }) {
  return (
    <div>
      <dt>
        {label}
        {place !== null && <span className="quiet"> ({place})</span>}
      </dt>
      <dd>{segments.map(({ text, marked }, i) => (marked ? <mark key={i}>{text}</mark> : text))}</dd>
    </div>
  );
}
