import type { TokenType } from 'chevrotain'
import { CANONICAL_UNIT } from '../../catalog/units.ts'
import { unquoteText } from '../../syntax/quoted.ts'
import { isName } from '../../syntax/repairs/beginnings.ts'
import * as t from '../../syntax/tokens.ts'
import { labelsOf } from '../mentions/naming.ts'
import { sortOf } from '../sort-of.ts'
import { WORD_DOCS } from '../words.ts'
import type { Offer } from './completion.ts'
import { type Expected, restOfPhrase } from './expected-after.ts'
import { importOffers } from './import-offers.ts'
import * as names from './name-offers.ts'
import { exampleOffers } from './number-offers.ts'
import {
  argumentParam,
  argumentParams,
  nameOf,
  oppositeOf,
  type Site,
  TAILS,
  wantedUnit,
} from './site.ts'
import { stepOffers } from './step-offers.ts'

/** What can be written where the grammar expects a token of that type. */
export function offersFor(expected: Expected, site: Site): readonly Offer[] {
  const { type, rules } = expected
  const rule = rules.at(-1) ?? ''
  if (type === t.Name) return nameOffers(rule, rules, site)
  if (type === t.Word) return wordOffers(rule, rules, site)
  if (type === t.Text) return ROUTE_RULES.has(rule) ? names.routeOffers(site) : []
  if (type === t.Quantity) return exampleOffers(wantedUnit(site, rules))
  if (rules.some((each) => TAILS.has(each)) && !canBeCompared(expected, site)) return []
  if (type === t.Compare) return OPERATORS
  return WORD_TYPES.has(type) && isWanted(expected) ? [keywordOffer(expected, site)] : []
}

const ROUTE_RULES: ReadonlySet<string> = new Set(['rejectsRoute', 'picksRoute', 'ordersRoutes'])

const OPERATORS: readonly Offer[] = ['>=', '<=', '>', '<', '=', '!='].map((sign) => ({
  kind: 'operator',
  label: sign,
  detail: 'comparison',
  doc: '',
  insert: sign,
}))

const WORD_TYPES: ReadonlySet<TokenType> = new Set([
  ...Object.values(t.keyword),
  ...[t.InOrder, t.InCatalogOrder, t.InScope],
])

/** A word that begins a condition is not wanted where a number or a name has to stand. */
function isWanted({ type, rules }: Expected): boolean {
  // The rule that `top` begins says what follows it, not what it stands for.
  const wanted = wantedAt(type === t.keyword.top ? rules.slice(0, -1) : rules)
  if (type === t.keyword.not && rules.at(-1) !== 'relation') return true
  if (CONDITION_WORDS.has(type)) return wanted === 'condition' || wanted === 'any'
  if (type !== t.keyword.true && type !== t.keyword.false) return true
  return rules.some((rule) => FLAG_RULES.has(rule))
}

/** Where `true` and `false` stand: as a value that is given. */
const FLAG_RULES: ReadonlySet<string> = new Set([
  'setClause',
  'setting',
  'argument',
  'param',
  'json',
])

const CONDITION_WORDS: ReadonlySet<TokenType> = new Set([
  ...[t.keyword.not, t.keyword.has, t.keyword.top, t.keyword.known, t.keyword.healthy],
  ...[t.keyword.fits, t.keyword.enabled, t.InScope, t.keyword.anything, t.keyword.nothing],
])

/** What a value has to be good for, by where it stands. */
function wantedAt(rules: readonly string[]): names.Wanted {
  if (rules.some((rule) => TAILS.has(rule) || CONSTANT_RULES.has(rule))) return 'constant'
  if (rules.includes('letItem')) return 'any'
  return rules.includes('rankClause') && !rules.includes('condition') ? 'score' : 'condition'
}

function keywordOffer(expected: Expected, { before }: Site): Offer {
  const word = expected.type.LABEL ?? expected.type.name
  const label = word + restOfPhrase(before, expected)
  const doc = Object.hasOwn(WORD_DOCS, word) ? WORD_DOCS[word as keyof typeof WORD_DOCS] : ''
  return { kind: 'keyword', label, detail: '', doc, insert: label }
}

/** A flag stands by itself, and a number is no name: so `no_log` is not followed by `is`. */
function canBeCompared({ rules }: Expected, { before, naming }: Site): boolean {
  const left = before.at(-1)
  if (left === undefined || !isName(left.tokenType)) return true
  const name = nameOf(left)
  const sort = sortOf({ kind: 'name', span: { start: 0, end: 0 }, text: name }, naming)
  if (sort?.kind === 'condition') return false
  return rules.at(-1) !== 'identity' || (sort?.kind !== 'score' && sort?.kind !== 'constant')
}

/** Where a name stands. */
function nameOffers(rule: string, rules: readonly string[], site: Site): readonly Offer[] {
  switch (rule) {
    case 'reference':
      return names.policyOffers(site)
    case 'bestClause':
    case 'knownField':
      return names.fieldOffers(site, (info) => 'unit' in info)
    case 'topRank':
      return names.fieldOffers(site, (info) => 'unit' in info && info.ranked)
    case 'matchTable':
      return names.paramOffers(site).filter(({ label }) => {
        const param = site.naming.params.get(label)
        return param !== undefined && labelsOf(param) !== undefined
      })
    case 'importName':
      return site.before.at(-1)?.tokenType === t.keyword.as ? [] : importOffers(site)
    case 'flowNode':
    case 'flowItem':
      return stepOffers(site)
    case 'operand':
      return operandOffers(rules, site)
    default:
      return []
  }
}

function operandOffers(rules: readonly string[], site: Site): readonly Offer[] {
  if (rules.includes('argument')) {
    const param = argumentParam(site)
    const labels = param === undefined ? [] : names.labelOffers(param)
    return labels.length > 0 ? labels : constantOffers(site)
  }
  if (rules.some((rule) => TAILS.has(rule))) return comparedOffers(rules, site)
  const wanted = wantedAt(rules)
  if (wanted === 'constant') return [...defaultOffers(rules, site), ...constantOffers(site)]
  return [
    ...names.letOffers(site, wanted),
    ...names.paramOffers(site),
    ...names.fieldOffers(site, (info) => wanted !== 'score' || 'unit' in info),
    ...(wanted === 'score' ? [] : names.subjectOffers()),
    ...(wanted === 'condition' ? [] : names.functionOffers()),
  ]
}

/** Rules in which nothing may depend on the model. */
const CONSTANT_RULES: ReadonlySet<string> = new Set([
  ...['cheapestClause', 'sampleClause', 'takeClause', 'setClause', 'limitClause', 'jitterClause'],
  ...['timeoutClause', 'onClause', 'retryAction', 'param', 'range', 'setting', 'topRank'],
  ...['keepsCount', 'argument'],
])

/** The other side of a comparison. */
function comparedOffers(rules: readonly string[], site: Site): readonly Offer[] {
  const opposite = oppositeOf(site)
  if (opposite === undefined) return constantOffers(site)
  if (opposite.kind === 'number') {
    const unit = wantedUnit(site, rules)
    return names.fieldOffers(
      site,
      (info) => 'unit' in info && (unit === 'number' || info.unit === unit),
    )
  }
  const { of } = opposite
  if (of.kind === 'subject') return names.catalogNameOffers(site, of.name)
  const labels = of.kind === 'param' ? names.labelOffers(of) : []
  return labels.length > 0 ? labels : constantOffers(site)
}

function constantOffers(site: Site): readonly Offer[] {
  return [...names.letOffers(site, 'constant'), ...names.paramOffers(site)]
}

/** The words of a choice, where one of them becomes its default. */
function defaultOffers(rules: readonly string[], { before }: Site): readonly Offer[] {
  const type = before.slice(before.findLastIndex(({ tokenType }) => tokenType === t.Colon) + 1)
  if (!rules.includes('param') || !type.some(({ tokenType }) => tokenType === t.Bar)) return []
  return type
    .filter(({ tokenType }) => tokenType !== t.Bar && tokenType !== t.Equal)
    .map((token) => names.labelOffer(nameOf(token), 'default'))
}

/** Where a word stands for itself. */
function wordOffers(rule: string, rules: readonly string[], site: Site): readonly Offer[] {
  switch (rule) {
    case 'paramType':
      return TYPES
    case 'argument':
      return names.argumentOffers(argumentParams(site).values())
    case 'listItem':
      return comparedOffers(rules, site)
    case 'arm':
      return armOffers(site)
    case 'word':
      return plainWordOffers(rules, site)
    default:
      return []
  }
}

function plainWordOffers(rules: readonly string[], site: Site): readonly Offer[] {
  switch (rules.at(-2)) {
    case 'identity':
      return comparedOffers(rules, site)
    case 'hasCapability':
      return names.capabilityOffers(site)
    case 'onClause':
      return names.reasonOffers()
    case 'setClause':
    case 'limitClause':
    case 'jitterClause':
      return REQUEST_PARAMS
    case 'seedClause':
      return REQUEST_PARAMS.filter(({ label }) => label === 'seed')
    case 'route': {
      const isModel = site.before.at(-1)?.tokenType === t.Slash
      const provider = isModel ? site.before.at(-2) : undefined
      if (provider === undefined) return names.catalogNameOffers(site, 'provider')
      const isText = provider.tokenType === t.Text
      return names.modelOffers(site, isText ? unquoteText(provider.image) : nameOf(provider))
    }
    default:
      return []
  }
}

/** Parameters that the usual hosts know. */
const REQUEST_PARAMS: readonly Offer[] = [
  'temperature',
  'top_p',
  'max_tokens',
  'max_completion_tokens',
  'presence_penalty',
  'frequency_penalty',
  'reasoning_effort',
  'seed',
].map((name) => ({
  kind: 'name',
  label: name,
  detail: 'parameter of the request',
  doc: '',
  insert: name,
}))

const TYPES: readonly Offer[] = [
  ...Object.entries(CANONICAL_UNIT),
  ['text', 'a text in double quotes'] as const,
  ['flag', 'true or false'] as const,
].map(([name, detail]) => ({ kind: 'type', label: name, detail, doc: '', insert: name }))

/** The values that have no arm yet. */
function armOffers({ before, naming }: Site): readonly Offer[] {
  const match = before.findLastIndex(({ tokenType }) => tokenType === t.keyword.match)
  const subject = before[match + 1]
  const param = subject && naming.params.get(nameOf(subject))
  const taken = new Set(
    before
      .slice(match)
      .flatMap((token, i, all) => (all[i + 1]?.tokenType === t.Colon ? nameOf(token) : [])),
  )
  const labels = param === undefined ? [] : names.labelOffers(param)
  return [...labels, ELSE]
    .filter(({ label }) => !taken.has(label))
    .map((offer) => ({ ...offer, insert: `${offer.insert}: ` }))
}

const ELSE: Offer = {
  kind: 'keyword',
  label: 'else',
  detail: '',
  doc: WORD_DOCS.else,
  insert: 'else',
}
