import { summaryOf } from '../../trace/what-if/index.ts'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import type { Failure } from '../failure.ts'
import { writeJson } from '../json/write-json.ts'
import { type Problem, problem } from '../problem.ts'
import { renderProblem } from '../report/render-problem.ts'
import { runTally } from '../trace/run-tally.ts'
import { exitAfter } from '../trace/tell-reading.ts'
import type { TracesAsked } from '../trace/traces-asked.ts'
import { changeText } from './change-text.ts'
import { gatesOf, shutGates } from './gates.ts'
import { type Asking, aboutOf } from './html/about-of.ts'
import { whatIfHtml } from './html/what-if-html.ts'
import { readChange } from './read-change.ts'
import { whatIfJson } from './what-if-json.ts'
import { LINE_HEADS, type LineForm } from './what-if-lines.ts'
import type { WhatIfOptions } from './what-if-options.ts'
import type { WhatIfReport } from './what-if-report.ts'
import type { WhatIfFound } from './what-if-tally.ts'
import { whatIfText } from './what-if-text.ts'

export type WhatIfFormat = 'table' | 'json' | 'jsonl' | 'csv' | 'html'

/** What is asked on the command line. */
export interface WhatIfRun extends TracesAsked {
  readonly options: Asking['options']
  readonly format: WhatIfFormat
}

/** Plays a trace under other conditions, and tells what would have been. */
export async function whatIf(
  { options, format, ...run }: WhatIfRun,
  context: Context,
): Promise<ExitCode | Failure> {
  const gates = gatesOf(options)
  if (!gates.ok) return gates.error
  const change = await readChange(options, context)
  if (!change.ok) return change.error
  const lines = LINE_FORMS[format]
  context.stdout.write(LINE_HEADS[lines])
  const asked = { change: change.value, lines }
  const tallied = await runTally({ ...run, tally: 'what-if', asked }, context)
  if (!tallied.ok) return tallied.error
  const { found, reading } = tallied.value
  const summary = summaryOf(found.tally)
  const useless = unusable(found, options)
  if (useless !== undefined) return useless
  const shut = shutGates(summary, gates.value)
  const { nodes, flows, fields } = found
  const { missing } = reading
  const report: WhatIfReport = {
    change: changeText(options),
    ...{ summary, nodes, flows, fields, missing, shut },
  }
  const { stdout, stderr, screen, errorScreen } = context
  if (format === 'json') writeJson(stdout, whatIfJson(report))
  if (format === 'html') {
    stdout.write(whatIfHtml(summary, aboutOf(report, { options, files: run.files }, context)))
  }
  if (format === 'table') stdout.write(whatIfText(report, screen))
  for (const text of shut) stderr.write(renderProblem(problem(text), errorScreen))
  return exitAfter(shut.length === 0 ? EXIT.fine : EXIT.findings, reading, run.files)
}

const LINE_FORMS: Readonly<Record<WhatIfFormat, LineForm>> = {
  table: 'none',
  json: 'none',
  jsonl: 'jsonl',
  csv: 'csv',
  html: 'none',
}

/** What makes the answer one about something else than what was asked. */
function unusable({ tally, met }: WhatIfFound, options: WhatIfOptions): Problem | undefined {
  const { counts, unjudged } = tally
  if (counts.judged + counts.unjudged === 0) return undefined
  const [most] = [...summaryOf(tally).unjudged]
  if (counts.judged === 0 && most !== undefined && unjudged.size > 0) {
    return problem(`nothing can be said of any request: ${most.why}`)
  }
  const names = options.policy === undefined ? options.param.map((text) => nameIn(text)) : []
  const param = names.find((name) => !met.has(name))
  if (param !== undefined) return problem(`no policy of the trace has a parameter \`${param}\``)
  const provider = options.without.find((name) => !met.has(name))
  if (provider !== undefined)
    return problem(`no catalog of the trace has a provider \`${provider}\``)
  const route = options.price.map(routeIn).find((id) => !met.has(id))
  return route === undefined
    ? undefined
    : problem(
        `no catalog of the trace has a route \`${route}\``,
        'a route is called `provider/model`',
      )
}

/** The name in `NAME=VALUE`. */
function nameIn(text: string): string {
  return text.slice(0, text.indexOf('=')).trim()
}

/** The route in `ID=IN,OUT`; an id may hold the sign. */
function routeIn(text: string): string {
  return text.slice(0, text.lastIndexOf('='))
}
