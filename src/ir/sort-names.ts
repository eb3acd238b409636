import type { ParamSort, Sort } from './operators.ts'

/** How messages and tables call a sort, with its article. */
// biome-ignore format: table
export const SORT_NAMES = {
  Pred:      'a predicate',
  Scorer:    'a scorer',
  Selector:  'a selector',
  Xform:     'a transform',
  FailPlan:  'a failure plan',
  Policy:    'a policy',
  Num:       'a number',
  Count:     'a count',
  Rel:       'a relation',
  NumField:  'a numeric field',
  BoolField: 'a yes-or-no field',
  Tier:      'a tier',
  Name:      'a text',
  Scalar:    'a plain value',
  Action:    'an action',
  Recipe:    'a recipe',
  Chain:     'a chain',
} as const satisfies Record<Sort | ParamSort, string>
