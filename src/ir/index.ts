/** The public list of `unhardcoded/ir`: terms as data, before and apart from any decision. */

export { type Admitted, admit } from './admit.ts'
export { ACTIONS, type ActionName } from './admit-action.ts'
export { admitFlow } from './admit-flow.ts'
export { assemblePrompt } from './assemble-prompt.ts'
export { cacheKey } from './cache-key.ts'
export { ADMISSION_CODES, type AdmissionCode } from './codes.ts'
export { compose } from './compose.ts'
export { encode, TERM_VERSION } from './encode.ts'
export { encodeFlow, FLOW_VERSION } from './encode-flow.ts'
export { encodeNumber } from './encode-number.ts'
export { fingerprint } from './fingerprint.ts'
export {
  type Flow,
  type FlowNode,
  type FlowNodes,
  type InputNode,
  inputsOf,
  type LlmNode,
  type OutputNode,
} from './flow.ts'
export { cacheKeyFlow, fingerprintFlow } from './flow-identity.ts'
export { flowLevels } from './flow-levels.ts'
export { flowOrder } from './flow-order.ts'
export { type FlowWarning, flowWarnings } from './flow-warnings.ts'
export {
  CALLER_LIMITS,
  type Limits,
  MAX_DEPTH,
  MAX_FLOW_INPUTS,
  MAX_FLOW_NODES,
  MAX_NODES,
  NO_LIMITS,
} from './limits.ts'
export { normalize, normalizeTracked } from './normalize.ts'
export { type NormalizedFlow, normalizeFlow, normalizeFlowTracked } from './normalize-flow.ts'
export {
  OPERATORS,
  type Operator,
  type OperatorName,
  operatorOf,
  type ParamSort,
  type Sort,
  type Variadic,
} from './operators.ts'
export { RELATIONS, type Relation } from './relations.ts'
export { runFlow } from './run-flow.ts'
export { childrenOf, subtermsOf } from './subterms.ts'
export type { Param, Path, Refusal, Term } from './term.ts'
export {
  type BoolField,
  CORE_FIELDS,
  CORE_VOCABULARY,
  type CoreFieldName,
  DEFAULT_TIERS,
  type Field,
  type NumField,
  STANDARD_FIELDS,
  STANDARD_VOCABULARY,
  type Vocabulary,
  vocabularyOf,
} from './vocabulary.ts'
