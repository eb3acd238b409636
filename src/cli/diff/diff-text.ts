import type { FilterComparison } from '../../analyze/index.ts'
import { counted } from '../../base/counted.ts'
import type { CatalogVocabulary } from '../../catalog/index.ts'
import { modelText } from '../../claims/model-text.ts'
import { visible } from '../report/glyphs.ts'
import { money, UNKNOWN } from '../report/quantity.ts'
import { shortFingerprint } from '../report/short-fingerprint.ts'
import { type Style, styleOf } from '../report/style.ts'
import { unifiedDiff } from '../report/unified-diff.ts'
import { wrap } from '../report/wrap.ts'
import type { Screen } from '../screen.ts'
import { leftOutTexts, type Traffic } from '../trace/read-traffic.ts'
import { type CatalogEffect, type FirstChoice, MOST_TOLD } from './catalog-effect.ts'
import type { DiffSide } from './diff-side.ts'
import type { Change, PolicyDiff, VariantDiff } from './policy-diff.ts'
import type { Move, TrafficEffect } from './traffic-effect.ts'

/** Everything that a comparison has to tell. */
export interface DiffReport {
  readonly before: DiffSide
  readonly after: DiffSide
  readonly policies: readonly PolicyDiff[]
  /** What the policies were tried on: its name, and how many routes it has. */
  readonly ground: { readonly name: string; readonly routes: number }
  readonly vocabulary: CatalogVocabulary
  /** The requests that they were tried on, where a trace was given. */
  readonly traffic: Traffic | undefined
}

/** How two policies differ, for people: the text, then what it means, then what it changes today. */
export function diffText(report: DiffReport, screen: Screen): string {
  const style = styleOf(screen)
  const text = textChange(report, style)
  const parts = report.policies.map(
    (diff) => `${policyLines(diff, { report, screen, style }).join('\n')}\n`,
  )
  const { traffic } = report
  const leftOut = traffic === undefined ? [] : leftOutTexts(traffic.count)
  const remarks =
    leftOut.length === 0 ? [] : [`${visible(traffic?.name ?? '')}: ${leftOut.join(', ')}\n`]
  return [...(text === '' ? [] : [text]), ...parts, ...remarks].join('\n')
}

function textChange({ before, after }: DiffReport, style: Style): string {
  if (before.text === undefined || after.text === undefined) return ''
  const name = before.name === after.name ? after.name : `${before.name} -> ${after.name}`
  return unifiedDiff({ name, before: before.text, after: after.text }, style)
}

interface Telling {
  readonly report: DiffReport
  readonly screen: Screen
  readonly style: Style
}

function policyLines(diff: PolicyDiff, telling: Telling): readonly string[] {
  const { style } = telling
  const name = style.strong(visible(diff.name))
  if (diff.kind !== 'compared') {
    return [`${name}: ${diff.kind === 'added' ? style.good('new') : style.bad('removed')}`]
  }
  const onlyOne = [
    ...diff.onlyBefore.map((values) => `  only before: ${visible(values)}`),
    ...diff.onlyAfter.map((values) => `  only now: ${visible(values)}`),
  ]
  if (diff.variants.every(({ change }) => change === undefined)) {
    const [first] = diff.variants
    return [`${name}: the same, ${shortFingerprint(first?.after ?? '')}`, ...onlyOne]
  }
  const groups = grouped(diff.variants)
  return [
    `${name}: ${[...new Set(groups.map(([each]) => summary(each)))].sort().join('; ')}`,
    ...groups.flatMap(([first, ...others]) => variantLines(first, others, telling)),
    ...onlyOne,
  ]
}

/** Ways of giving values for which the same is to be said. */
type Group = readonly [VariantDiff, ...VariantDiff[]]

function grouped(variants: readonly VariantDiff[]): readonly Group[] {
  const groups = new Map<string, [VariantDiff, ...VariantDiff[]]>()
  for (const variant of variants) {
    const { change } = variant
    const key = JSON.stringify([change?.clauses, change?.filter.relation, change?.isFilterOnly])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [variant])
    else group.push(variant)
  }
  return [...groups.values()]
}

function summary({ change }: VariantDiff): string {
  if (change === undefined) return 'the same'
  const { relation } = change.filter
  if (relation !== 'equivalent') return SUMMARIES[relation]
  return change.isFilterOnly ? 'another fingerprint, the same meaning' : 'the same filter'
}

const SUMMARIES = {
  narrower: 'narrower',
  wider: 'wider',
  incomparable: 'neither narrower nor wider',
  unknown: 'changed, too large to compare',
} as const

function variantLines(
  variant: VariantDiff,
  others: readonly VariantDiff[],
  telling: Telling,
): readonly string[] {
  const { style } = telling
  const { values, change } = variant
  const more = others.length === 0 ? '' : `, and ${others.length} more`
  const title = values === '' ? [] : [style.faint(`  with ${visible(values)}${more}`)]
  if (change === undefined) return [...title, '  the same']
  return [
    ...title,
    `  ${shortFingerprint(variant.before)} -> ${shortFingerprint(variant.after)}`,
    ...change.clauses.removed.map((each) => style.bad(`  - ${visible(each)}`)),
    ...change.clauses.added.map((each) => style.good(`  + ${visible(each)}`)),
    ...filterLines(change, telling),
    ...effectLines(change.effect, telling),
    ...(change.traffic === undefined ? [] : trafficLines(change.traffic, telling)),
  ]
}

function filterLines(change: Change, telling: Telling): readonly string[] {
  const { filter, isFilterOnly } = change
  const { screen, report } = telling
  const witness = (label: string, found: FilterComparison['onlyInA']): readonly string[] =>
    found === undefined
      ? []
      : hanging(`${label} `, visible(modelText(found, report.vocabulary)), screen.width)
  return [
    ...hanging('  filter ', RELATIONS[filter.relation], screen.width),
    ...witness('    passed only before', filter.onlyInB),
    ...witness('    passes only now', filter.onlyInA),
    ...(isFilterOnly ? ['  nothing but the filter changed'] : []),
  ]
}

const RELATIONS = {
  equivalent: 'equivalent: the same models pass, whatever the catalog',
  narrower: 'narrower: whatever passes now passed before, but not the other way round',
  wider: 'wider: whatever passed before passes now, but not the other way round',
  incomparable: 'incomparable: some models passed only before, others pass only now',
  unknown: 'too large to be compared exactly',
} as const

function effectLines(effect: CatalogEffect, telling: Telling): readonly string[] {
  const { report, screen } = telling
  const { selected, first, left, joined, isReordered } = effect
  const hang = (label: string, text: string): readonly string[] =>
    hanging(`    ${label.padEnd(LABEL)}`, visible(text), screen.width)
  const named = (cids: readonly string[]): string => {
    const shown = cids.slice(0, MOST_TOLD).join(', ')
    return cids.length > MOST_TOLD ? `${shown} and ${cids.length - MOST_TOLD} more` : shown
  }
  const lines = [
    ...(selected.before === selected.after
      ? []
      : hang('selected', `${selected.before} -> ${selected.after}`)),
    ...(first.before?.cid === first.after?.cid
      ? []
      : hang('first', `${choiceText(first.before)} -> ${choiceText(first.after)} a request`)),
    ...left.slice(0, MOST_TOLD).flatMap((each, i) => hang(i === 0 ? 'left' : '', leftText(each))),
    ...(left.length > MOST_TOLD ? hang('', `and ${left.length - MOST_TOLD} more`) : []),
    ...(joined.length === 0 ? [] : hang('joined', named(joined))),
    ...(isReordered ? hang('order', 'those that stay are tried in another order') : []),
  ]
  const on = `on ${visible(report.ground.name)}, ${report.ground.routes} routes`
  return lines.length === 0 ? [`  ${on}: nothing changes`] : [`  ${on}`, ...lines]
}

const LABEL = 'selected  '.length

function trafficLines(effect: TrafficEffect, { report, screen }: Telling): readonly string[] {
  const { tried, moved, moves, refused, refusal } = effect
  const name = visible(report.traffic?.name ?? '')
  const change = moved === 0 ? 'nothing changes' : `${moved} decided otherwise`
  const width = `${moves[0]?.receipts ?? 0}`.length
  return [
    ...hanging('  ', `on ${name}, ${counted(tried, 'receipt')}: ${change}`, screen.width),
    ...moves.slice(0, MOST_TOLD).flatMap((move) => {
      const label = `    ${`${move.receipts}`.padStart(width)}  `
      return hanging(label, visible(moveText(move)), screen.width)
    }),
    ...(moves.length > MOST_TOLD ? [`    and ${moves.length - MOST_TOLD} more moves`] : []),
    ...(refusal === undefined
      ? []
      : hanging(
          '    ',
          visible(`${counted(refused, 'receipt')} left out: ${refusal}`),
          screen.width,
        )),
  ]
}

function moveText({ from = 'nobody', to = 'nobody', receipts, ids }: Move): string {
  const more = receipts > ids.length ? ', …' : ''
  return `${from} -> ${to} (${ids.join(', ')}${more})`
}

function leftText({ cid, missing }: CatalogEffect['left'][number]): string {
  return missing.length === 0 ? cid : `${cid} (${missing.join('; ')})`
}

function choiceText(choice: FirstChoice | undefined): string {
  if (choice === undefined) return 'nobody'
  return `${choice.cid} ${choice.usd === undefined ? UNKNOWN : money(choice.usd)}`
}

/** Text behind a label, its further lines below its first. */
function hanging(label: string, text: string, width: number): readonly string[] {
  return wrap(text, width - label.length).map((line, i) =>
    i === 0 ? label + line : ' '.repeat(label.length) + line,
  )
}
