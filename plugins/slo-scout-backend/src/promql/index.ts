export { Decimal, printNumber } from './decimal';
export { formatDuration, parseDuration, tryParseDuration } from './duration';
export { groupings } from './groupings';
export type { Grouping } from './groupings';
export { mayLeaveFinite } from './finite';
export { inline } from './inline';
export type { InlineOptions, Recording } from './inline';
export { operand, parse, withoutComments } from './parse';
export { PromqlSyntaxError } from './PromqlSyntaxError';
export { sameQuery } from './sameQuery';
export { matches, printSelector, selectors } from './selectors';
export type { Matcher, MatchOperator, Selector } from './selectors';
export { asVector, sameShape, shapeOf } from './shape';
export type { Shape } from './shape';
export { quote, quoteRegex, unquote } from './strings';
export { unitOf } from './unit';
export type { Unit } from './unit';
export {
  eventUnit,
  fillWindow,
  followsWindow,
  hasWindow,
  rateOf,
  withWindow,
} from './window';
export type { EventUnit } from './window';
