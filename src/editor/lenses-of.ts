import type { Span } from '../base/span.ts'
import { ANONYMOUS } from '../compile/resolve/module.ts'
import { plan } from '../decide/index.ts'
import type { PolicyItem } from '../syntax/ast.ts'
import type { Document } from './document.ts'
import { cheapestOf, passed, passingText } from './passing.ts'

/** A line above a policy that says what it comes to. */
export interface Lens {
  /** The policy's name, or its first clause where it has none. */
  readonly span: Span
  readonly title: string
}

/** One line for each policy of a file. None where no catalog is at hand. */
export function lensesOf(document: Document): readonly Lens[] {
  if (document.workspace.candidates.length === 0) return []
  return document.program.main.file.items.flatMap((item) => {
    if (item.kind !== 'policy') return []
    const span = item.name?.span ?? item.body[0]?.span ?? item.span
    return [{ span, title: titleOf(item, document) }]
  })
}

function titleOf({ name, span }: PolicyItem, document: Document): string {
  const { sound, workspace } = document
  const { analysis, policies } = sound
  const wanted = name?.text ?? ANONYMOUS
  const typed = analysis?.program.policies.find(
    ({ definition }) => definition.name === wanted && definition.item.span.start === span.start,
  )
  if (typed === undefined || policies === undefined) return 'has errors'
  const open = [...typed.params.values()].filter((param) => param.default === undefined)
  if (open.length > 0) return `depends on ${open.map((param) => `\`${param.name}\``).join(', ')}`
  const compiled = policies.compile(wanted).value
  if (compiled === undefined) return 'has errors'
  const { candidates, vocabulary } = workspace
  const context = { vocabulary, order: 'as given' } as const
  const { ranked, rejected } = plan(compiled.policy_ir, candidates, context)
  const out = new Set(rejected.map(({ candidate }) => candidate))
  const routes = candidates.filter((candidate) => !out.has(candidate))
  const cheapest = cheapestOf(routes)
  const first = ranked[0]?.candidate
  return [
    `${passingText(passed(routes, candidates))} pass`,
    cheapest && `cheapest ${cheapest.cid}`,
    first && first !== cheapest && `first choice ${first.cid}`,
  ]
    .filter((part) => part !== undefined && part !== false)
    .join(', ')
}
