import { flatMessages } from '../TranslationOf';
import { artifacts } from './artifacts';
import { audit } from './audit';
import { backtest } from './backtest';
import { common } from './common';
import { define } from './define';
import { deployments } from './deployments';
import { dryRun } from './dryRun';
import { generate } from './generate';
import { measurements } from './measurements';
import { organisation } from './organisation';
import { overviewCard } from './overviewCard';
import { policies } from './policies';
import { preview } from './preview';
import { removal } from './removal';
import { pullRequest } from './pullRequest';
import { scaffolder } from './scaffolder';
import { sentences } from './sentences';
import { slos } from './slos';
import { whatIf } from './whatIf';

/** Every text in German, under flat keys; loaded with the first German screen. */
export default flatMessages({
  ...common,
  ...slos,
  ...define,
  ...generate,
  ...dryRun,
  ...whatIf,
  ...backtest,
  ...artifacts,
  ...deployments,
  ...audit,
  ...pullRequest,
  ...measurements,
  ...organisation,
  ...overviewCard,
  ...policies,
  ...preview,
  ...removal,
  ...scaffolder,
  ...sentences,
});
