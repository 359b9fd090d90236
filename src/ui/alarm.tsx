import { useApp, useSelect } from './app-context';
import { FaultMessage } from './fault-message';

/** An error that belongs to no region, such as a lost device. */
export function Alarm() {
  const app = useApp();
  const fault = useSelect(app.alarm, (alarm) => alarm.fault);
  if (fault === null) return null;
  return (
    <div className="alarm">
      <FaultMessage fault={fault} />
      <button type="button" className="small" onClick={app.dismissAlarm}>
        Dismiss
      </button>
    </div>
  );
}
