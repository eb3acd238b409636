import { nearestName } from '../base/nearest-name.ts'
import { ok, type Result } from '../base/result.ts'
import type { Admission, Admit } from './admission.ts'
import { admitAction } from './admit-action.ts'
import { admitChain } from './admit-chain.ts'
import { admitCount, admitNumber } from './admit-number.ts'
import { admitRecipe } from './admit-recipe.ts'
import { admitText } from './admit-text.ts'
import { describeValue, quote } from './describe-value.ts'
import type { ParamSort } from './operators.ts'
import { refuse, refuseName } from './refuse.ts'
import { nearestRelation, RELATIONS } from './relations.ts'
import { SORT_NAMES } from './sort-names.ts'
import type { Param, Refusal } from './term.ts'
import type { Field } from './vocabulary.ts'

/** How a parameter of each sort is admitted; a sort without a row does not compile. */
export const ADMIT_PARAM = {
  Num: admitNumber,
  Count: admitCount,
  Rel: admitRelation,
  NumField: (value, admission) => admitField(value, 'Num', admission),
  BoolField: (value, admission) => admitField(value, 'Bool', admission),
  Tier: admitTier,
  Name: admitText,
  Scalar: admitScalar,
  Action: admitAction,
  Recipe: admitRecipe,
  Chain: admitChain,
} as const satisfies Record<ParamSort, Admit<Param>>

function admitRelation(value: unknown): Result<string, Refusal> {
  const wanted = `one of ${RELATIONS.join(' ')}`
  if (typeof value !== 'string') {
    return refuse('UH8008', `expected ${wanted}, found ${describeValue(value)}`)
  }
  if (RELATIONS.some((relation) => relation === value)) return ok(value)
  return refuseName('UH8008', `${quote(value)} is not ${wanted}`, nearestRelation(value))
}

function admitField(
  value: unknown,
  sort: Field['sort'],
  admission: Admission,
): Result<string, Refusal> {
  const text = admitText(value, admission)
  if (!text.ok) return text
  const { fields } = admission.vocabulary
  const found = fields.get(text.value)
  if (found?.sort === sort) return text
  if (found !== undefined) {
    const message = `${quote(text.value)} is ${FIELD_SORTS[found.sort]}, expected ${FIELD_SORTS[sort]}`
    return refuse('UH8010', message)
  }
  const names = [...fields].filter(([, field]) => field.sort === sort).map(([name]) => name)
  const message = `${quote(text.value)} is not a declared field`
  return refuseName('UH8009', message, nearestName(text.value, names))
}

const FIELD_SORTS = { Num: SORT_NAMES.NumField, Bool: SORT_NAMES.BoolField } as const

function admitTier(value: unknown, admission: Admission): Result<string, Refusal> {
  const text = admitText(value, admission)
  if (!text.ok) return text
  const { tiers } = admission.vocabulary
  if (tiers.includes(text.value)) return text
  const message = `${quote(text.value)} is not one of the tiers ${tiers.map(quote).join(' ')}`
  return refuseName('UH8011', message, nearestName(text.value, tiers))
}

function admitScalar(value: unknown, admission: Admission): Result<Param, Refusal> {
  if (typeof value === 'boolean') return ok(value)
  if (typeof value === 'number') return admitNumber(value)
  if (typeof value === 'string') return admitText(value, admission)
  return refuse(
    'UH8012',
    `expected a number, a text or true or false, found ${describeValue(value)}`,
  )
}
