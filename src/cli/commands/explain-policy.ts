import { explain } from '../../decide/index.ts'
import type { Values } from '../command.ts'
import type { Context } from '../context.ts'
import { explanationJson } from '../explain/explanation-json.ts'
import { explanationReport } from '../explain/explanation-report.ts'
import { type RouteOutcome, routeOutcomes } from '../explain/outcomes.ts'
import { short } from '../explain/score-text.ts'
import type { Failure } from '../failure.ts'
import { writeJson } from '../json/write-json.ts'
import { type Problem, problem } from '../problem.ts'
import { renderReports } from '../report/render-diagnostics.ts'
import { styleOf } from '../report/style.ts'
import { type Cell, type Column, renderTable } from '../report/table.ts'
import { candidateNamed } from '../simulate/candidate-named.ts'
import { readScenario, type SCENARIO_OPTIONS, type Scenario } from '../simulate/scenario.ts'
import { simulate } from '../simulate/simulation.ts'
import { requestTokens } from '../simulate/tokens.ts'
import { explainFlow } from './explain-flow.ts'

type Options = Values<typeof SCENARIO_OPTIONS> & {
  readonly why: string | undefined
  readonly 'why-not': string | undefined
  readonly format: 'text' | 'json' | 'mermaid' | undefined
}

/** Explains what a policy does with one route, or with every route of the catalog. */
export async function explainPolicy(
  argument: string | undefined,
  options: Options,
  context: Context,
): Promise<Failure | undefined> {
  const scenario = await readScenario(argument, options, context)
  if (!scenario.ok) return scenario.error
  if ('flow' in scenario.value) return explainFlow(scenario.value, options, context)
  const id = options.why ?? options['why-not']
  const { format = 'text' } = options
  if (format === 'mermaid') return notDrawn(`\`${scenario.value.policy.name}\` is a policy`)
  const asked: Asked = { scenario: scenario.value, format }
  return id === undefined ? explainAll(asked, context) : explainOne(id, asked, context)
}

/** Only a flow has a picture. */
export function notDrawn(what: string): Problem {
  return problem(`${what}, and only flows are drawn`, 'choose `--format text` or `json`')
}

interface Asked {
  readonly scenario: Scenario
  readonly format: 'text' | 'json'
}

function explainOne(
  id: string,
  { scenario, format }: Asked,
  { stdout, screen }: Context,
): Failure | undefined {
  const { policy, candidates, deciding } = scenario
  const named = candidateNamed(id, candidates)
  if (!named.ok) return named.error
  const explanation = explain({ policy: policy.term, candidates, context: deciding }, id)
  if (explanation === undefined) throw new Error('a candidate of the list is not found in it')
  if (format === 'json') writeJson(stdout, explanationJson(explanation, scenario))
  else {
    const report = explanationReport(explanation, scenario)
    stdout.write(renderReports([report], policy.sources, screen))
  }
  return undefined
}

const COLUMNS: readonly Column[] = [
  { title: '', align: 'right' },
  { title: 'route', align: 'left', least: 18 },
  { title: 'because', align: 'left', least: 20 },
  { title: 'wanted', align: 'left', least: 16, droppable: 2 },
  { title: 'line', align: 'left', droppable: 3 },
]

function explainAll({ scenario, format }: Asked, { stdout, screen }: Context): Failure | undefined {
  const tokens = requestTokens(undefined, scenario.policy.term)
  if (!tokens.ok) return tokens.error
  const outcomes = routeOutcomes(simulate(scenario, tokens.value))
  if (format === 'json') writeJson(stdout, { schema_version: 1, routes: outcomes })
  else {
    const width = screen.isFixed ? screen.width : Number.POSITIVE_INFINITY
    const rows = outcomes.map(outcomeRow)
    stdout.write(`${renderTable(COLUMNS, rows, { width, style: styleOf(screen) }).join('\n')}\n`)
  }
  return undefined
}

function outcomeRow({ id, outcome, position, score, because }: RouteOutcome): readonly Cell[] {
  const [first, ...others] = because
  if (outcome === 'ranked') {
    return [
      { text: `${position}`, role: 'good' },
      { text: id, role: 'strong' },
      { text: `score ${short(score ?? 0)}` },
    ]
  }
  if (first === undefined) return [{ text: '-', role: 'warning' }, { text: id }, { text: outcome }]
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`
  return [
    { text: 'x', role: 'bad' },
    { text: id },
    { text: `${first.seen}${more}` },
    { text: first.wanted, role: 'faint' },
    { text: first.line, role: 'faint' },
  ]
}
