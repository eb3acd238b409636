import { clauseText, valueText } from '../../../compile/clause-text.ts'
import { ENGINE } from '../../../trace/index.ts'
import type { Values } from '../../command.ts'
import type { Context } from '../../context.ts'
import type { SELECTION_OPTIONS } from '../../trace/selection.ts'
import { vocabularyWith } from '../reason-text.ts'
import type { WhatIfOptions } from '../what-if-options.ts'
import type { WhatIfReport } from '../what-if-report.ts'
import type { Named, WhatIfAbout } from './about.ts'

/** What was asked on the command line, and of which files. */
export interface Asking {
  readonly options: WhatIfOptions & Partial<Values<typeof SELECTION_OPTIONS>>
  readonly files: readonly { readonly name: string }[]
}

/** What a page says beside the figures of a report. */
export function aboutOf(
  { summary, nodes, flows, fields, missing }: Omit<WhatIfReport, 'change' | 'shut'>,
  { options, files }: Asking,
  { now }: Pick<Context, 'now'>,
): WhatIfAbout {
  const { policy, param, catalog, price, without, baseline } = options
  const vocabulary = vocabularyWith(fields)
  const [first, last] = [summary.days[0]?.day, summary.days.at(-1)?.day]
  return {
    changes: [
      ...named('policy', policy),
      ...param.flatMap((each) => named('parameter', each)),
      ...named('catalog', catalog),
      ...price.flatMap((each) => named('price', each)),
      ...without.flatMap((each) => named('without', each)),
      ...named('baseline', baseline),
    ],
    selection: [
      ...named('since', options.since),
      ...named('until', options.until),
      ...(options['policy-name'] ?? []).flatMap((each) => named('policy', each)),
      ...(options.caller ?? []).flatMap((each) => named('caller', each)),
      ...(options.id ?? []).flatMap((each) => named('id', each)),
    ],
    files: files.map(({ name }) => name),
    period: first === undefined || last === undefined ? undefined : { first, last },
    nodes,
    flows,
    missing,
    catalog: catalog ?? 'as recorded',
    tool: ENGINE.replace('/', ' '),
    generatedAt: new Date(now()).toISOString(),
    words: {
      part: ({ term }) => clauseText(term, vocabulary),
      value: (value, subject) => valueText(value, subject, vocabulary),
    },
  }
}

function named(name: string, value: string | undefined): readonly Named[] {
  return value === undefined ? [] : [{ name, value }]
}
