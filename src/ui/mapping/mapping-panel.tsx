import { useState } from 'react';
import {
  completeMapping,
  type ColumnMapping,
  type MappingQuestion,
} from '../../core/formats/mapping/column-mapping';
import { draftOf, rolesOf, withRole } from '../../store/column-roles';
import { useApp, useSelect } from '../app-context';
import { FaultMessage } from '../fault-message';
import { ColumnList } from './column-list';
import { MappedRows } from './mapped-rows';

/** Asks which column of a file holds what; nothing while no file needs it. */
export function MappingPanel({ disabled }: { disabled: boolean }) {
  const app = useApp();
  const { question, fault } = useSelect(app.mappings, (state) => state);
  const waiting = useSelect(app.data, (data) =>
    data.status === 'failed' ? data.fault?.question : undefined,
  );
  if (fault !== null) return <FaultMessage fault={fault} />;
  if (question === null)
    return waiting === undefined ? null : (
      <button
        type="button"
        disabled={disabled}
        onClick={() => {
          app.mappings.raise(waiting);
        }}
      >
        Choose the columns
      </button>
    );
  return (
    <MappingForm
      key={[question.file, ...question.columns].join('\n')}
      question={question}
      disabled={disabled}
      onAnswer={(mapping) => void app.answerMapping(mapping)}
      onCancel={app.mappings.putAside}
    />
  );
}

interface MappingFormProps {
  readonly question: MappingQuestion;
  readonly disabled: boolean;
  readonly onAnswer: (mapping: ColumnMapping) => void;
  readonly onCancel: () => void;
}

function MappingForm({ question, disabled, onAnswer, onCancel }: MappingFormProps) {
  const [roles, setRoles] = useState(() => rolesOf(question.guess));
  const [asked, setAsked] = useState(false);
  const mapping = completeMapping(draftOf(roles));
  const reason = 'reason' in mapping ? mapping.reason : undefined;
  return (
    <form
      className="mapping"
      aria-labelledby="mapping-title"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (!('reason' in mapping)) onAnswer(mapping);
      }}
    >
      <h3 id="mapping-title">Choose the columns</h3>
      <p className="small-text">
        Say what each column of <b>{question.file}</b> holds. The answer counts for every file with the same
        columns.
      </p>
      <ColumnList
        question={question}
        roles={roles}
        onRole={(column, role) => {
          setRoles(withRole(roles, column, role));
        }}
      />
      {reason === undefined && !('reason' in mapping) ? (
        <MappedRows question={question} mapping={mapping} />
      ) : (
        <p className={asked ? 'field-error' : 'quiet small-text'} role={asked ? 'alert' : undefined}>
          {reason}
        </p>
      )}
      <div className="mapping-actions">
        <button type="submit" className="primary" disabled={disabled}>
          Use this mapping
        </button>
        <button type="button" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}
