import { counted } from '../../../base/counted.ts'
import { compare, toNumber } from '../../../catalog/money.ts'
import { type Fact, factLines } from '../../report/facts.ts'
import { money, shortQuantity } from '../../report/quantity.ts'
import { toldName } from '../../report/told-name.ts'
import type { Look } from '../look.ts'
import type { FlowSimulation } from './flow-simulation.ts'

/** What the steps come to together, and whether that is within the limits. */
export function sumLines(simulation: FlowSimulation, look: Look): readonly string[] {
  if (simulation.steps.length === 0) return []
  const facts = [
    stagesFact(simulation),
    expectedFact(simulation),
    worstFact(simulation),
    pathFact(simulation),
    deadlineFact(simulation),
    budgetFact(simulation),
  ]
  return factLines(
    facts.filter((fact) => fact !== undefined),
    look,
  )
}

function stagesFact({ stages }: FlowSimulation): Fact {
  const widest = Math.max(...stages.map(({ length }) => length))
  const together = widest === 1 ? 'one step after the other' : `up to ${widest} steps at once`
  return { name: 'stages', text: `${stages.length}, ${together}` }
}

function expectedFact({ steps, expectedUsd }: FlowSimulation): Fact {
  const silent = steps.find(({ decision }) => decision.ranked.length === 0)
  if (silent !== undefined) {
    const text = `no answer: \`${toldName(silent.name)}\` selects nobody`
    return { name: 'expected', text, role: 'bad' }
  }
  if (expectedUsd === undefined) return { name: 'expected', text: 'a price is not known' }
  return { name: 'expected', text: money(toNumber(expectedUsd)) }
}

function worstFact({ worst }: FlowSimulation): Fact {
  const { attempts, usd, ms } = worst
  const tried =
    attempts.value === undefined ? 'any number of attempts' : counted(attempts.value, 'attempt')
  const cost = usd.value === undefined ? 'any cost' : money(toNumber(usd.value))
  const time = ms.value === undefined ? 'any time' : shortQuantity(ms.value, 'duration')
  return { name: 'at worst', text: `${cost}, ${time}, ${tried}` }
}

function pathFact({ criticalPath, steps, worst }: FlowSimulation): Fact {
  const limitless = steps.filter(
    ({ name, worst: { ms } }) => criticalPath.includes(name) && ms.value === undefined,
  )
  const time =
    worst.criticalPath.ms === undefined
      ? `${listed(
          limitless.map(({ name }) => name),
          ', ',
        )} without a timeout`
      : `${shortQuantity(worst.criticalPath.ms, 'duration')} at worst`
  return { name: 'longest path', text: `${listed(criticalPath, ', then ')}: ${time}` }
}

/** The first ones, and how many more. */
function listed(names: readonly string[], between: string): string {
  const shown = names.slice(0, LISTED).map((name) => `\`${toldName(name)}\``)
  const left = names.length - shown.length
  return [...shown, ...(left > 0 ? [`${left} more`] : [])].join(between)
}

const LISTED = 8

function deadlineFact({ limits: { deadlineMs }, worst }: FlowSimulation): Fact | undefined {
  if (deadlineMs === undefined) return undefined
  const { ms } = worst.criticalPath
  const time = shortQuantity(deadlineMs, 'duration')
  return ms !== undefined && ms <= deadlineMs
    ? { name: 'deadline', text: `${time}, kept even at worst`, role: 'good' }
    : { name: 'deadline', text: `${time}, which may end it before the answer`, role: 'warning' }
}

function budgetFact({
  limits: { budgetUsd },
  worst,
  expectedUsd,
}: FlowSimulation): Fact | undefined {
  if (budgetUsd === undefined) return undefined
  const amount = money(toNumber(budgetUsd))
  if (worst.usd.value !== undefined && compare(worst.usd.value, budgetUsd) <= 0) {
    return { name: 'budget', text: `${amount}, kept even at worst`, role: 'good' }
  }
  if (expectedUsd !== undefined && compare(expectedUsd, budgetUsd) > 0) {
    return { name: 'budget', text: `${amount}, not enough for what is expected`, role: 'bad' }
  }
  return { name: 'budget', text: `${amount}, which may not be enough at worst`, role: 'warning' }
}
