export { verify } from './verify';
export type { Verification, VerifyRequest } from './verify';
export { queriesOf } from './questions';
export { LOOKBACK_SECONDS } from './Lookups';
export { readVerifyOptions } from './config';
export type { VerifyOptions } from './config';
