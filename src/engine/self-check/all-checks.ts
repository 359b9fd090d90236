import type { Check } from './check';
import { adamWCheck } from './checks/adamw-check';
import { attentionChecks } from './checks/attention-checks';
import { encoderCheck } from './checks/encoder-check';
import { linearChecks } from './checks/linear-checks';
import { lossChecks } from './checks/loss-checks';
import { normChecks } from './checks/norm-checks';
import { poolChecks } from './checks/pool-checks';
import { topKCheck } from './checks/top-k-check';

/** Every operation that training and evaluation consist of, and a small encoder made of them. */
export function allChecks(): Check[] {
  return [
    ...linearChecks(),
    ...normChecks(),
    ...attentionChecks(),
    ...poolChecks(),
    ...lossChecks(),
    adamWCheck(),
    topKCheck(),
    encoderCheck(),
  ];
}
