import type { Param } from '../../compile/check/param.ts'
import { listed } from '../../compile/listed.ts'
import { ANY_NUMBER, intervalOf, type OpenConstant } from '../open/open-constant.ts'
import type { OpenPolicy } from '../open/open-policy.ts'
import { type Site, thresholdsOf } from '../open/sites.ts'
import { literal } from './literal.ts'
import { type Parts, shapeText } from './shape-text.ts'

/** The form of a policy whose numbers or texts are open, as an expression. */
export function openFormText(
  { sites, all, shapes }: OpenPolicy,
  params: readonly Param[],
  parts: Parts,
): string {
  const worked = (of: OpenConstant): unknown => workedFrom(of, params)
  const radix = [
    ...sites.map((site) =>
      site.kind === 'text' ? (site.texts?.length ?? 1) : 2 * site.thresholds.size + 1,
    ),
    ...[...all.tests].map(() => 2),
  ]
  const tests = [...all.tests.values()].map(({ left, relation, right }) => ({
    left: left.index,
    relation,
    right: 'index' in right ? right.index : { value: right.value.value },
  }))
  const members = [
    `values: [${sites.map((site) => literal(openValue(site, params))).join(', ')}]`,
    ...(tests.length === 0 ? [] : [`tests: ${literal(tests)}`]),
    ...pairs('ordered', all.ordered, worked),
    ...pairs('notBothZero', all.notBothZero, worked),
    `shapes: {\n${shapes
      .map(({ at, shape }) => {
        const index = at.reduce((sum, each, i) => sum * (radix[i] ?? 1) + each, 0)
        const text = shapeText(shape, parts)
        return `      ${index}: (${text.includes('(v, ') ? 'v' : ''}) => ${text},\n`
      })
      .join('')}    }`,
  ]
  return `{\n${members.map((member) => `    ${member},\n`).join('')}  }`
}

function pairs(
  name: string,
  all: readonly (readonly [OpenConstant, OpenConstant])[],
  worked: (of: OpenConstant) => unknown,
): readonly string[] {
  return all.length === 0 ? [] : [`${name}: ${literal(all.map((pair) => pair.map(worked)))}`]
}

function openValue(site: Site, params: readonly Param[]): object {
  const { of, texts, whole } = site
  const at = thresholdsOf(site)
  const { low, high } = intervalOf(of)
  const within = [...site.limits].filter((limit) => low < limit.low || high > limit.high)
  const limits = within.map((limit) => [
    Math.max(limit.low, ANY_NUMBER.low),
    Math.min(limit.high, ANY_NUMBER.high),
    limit.by,
  ])
  return {
    called: calledOf(of),
    of: workedFrom(of, params),
    ...(whole ? { whole } : {}),
    ...(limits.length === 0 ? {} : { limits }),
    ...(at.length === 0 ? {} : { at }),
    ...(texts === undefined ? {} : { texts }),
  }
}

function calledOf(of: OpenConstant): string {
  if (of.kind === 'param') return `\`${of.param.name}\``
  return `what follows from ${listed(new Set(namesIn(of)))}`
}

function namesIn(of: OpenConstant): readonly string[] {
  switch (of.kind) {
    case 'param':
      return [of.param.name]
    case 'sum':
      return of.terms.flatMap((term) => namesIn(term.of))
    case 'product':
      return of.factors.flatMap(namesIn)
    default:
      return []
  }
}

/** How a value is worked out from the parameters, by their places. */
function workedFrom(of: OpenConstant, params: readonly Param[]): unknown {
  switch (of.kind) {
    case 'param':
      return params.indexOf(of.param)
    case 'value':
      return { value: of.value.value }
    case 'sum':
      return { sum: of.terms.map(({ sign, of: each }) => [sign, workedFrom(each, params)]) }
    default:
      return { product: of.factors.map((each) => workedFrom(each, params)) }
  }
}
