import type { Edit } from '../../base/diagnostic.ts'
import type { File, ParamDecl, PolicyItem } from '../../syntax/index.ts'
import { namesIn } from '../named.ts'
import type { FileRule, Finding } from '../rule.ts'

export const unusedParameter: FileRule = {
  code: 'UH7107',
  name: 'unused-parameter',
  summary: 'a parameter changes nothing',
  why: 'Callers give a value and believe that it counts, but no clause of the policy reads it, nor any policy of the file that extends it. Use it, or take it out; callers that pass it will then be told.',
  severity: 'warning',
  set: 'default',
  fix: 'unsafe',
  over: 'file',
  examples: {
    bad: [
      'policy p(plan: free | pro = free) = best where no_log\n',
      'policy p(plan: free | pro = free, cap: price = $5/Mtok) = best where price_out <= cap\n',
    ],
    good: [
      'policy p(cap: price = $5/Mtok) = best where price_out <= cap\n',
      'policy base(cap: price = $5/Mtok) = best\npolicy p extends base where price_out <= cap\n',
    ],
  },
  check({ source, analysis: { tree } }) {
    return tree.items.flatMap((item) => {
      if (item.kind !== 'policy' || item.params.length === 0) return []
      const used = new Set(heirsOf(item, tree).flatMap(namesReadBy))
      return item.params.flatMap((param): readonly Finding[] => {
        const { text, span } = param.name
        if (used.has(text)) return []
        const edits = isGiven(text, tree) ? undefined : [without(param, item)]
        return [
          {
            place: { source: source.name, span },
            message: `no clause reads \`${text}\``,
            label: 'changes nothing',
            help: 'use it, or take it out',
            fix: edits && { title: `take out \`${text}\``, safe: false, edits },
          },
        ]
      })
    })
  },
}

/** The policy, and every one of the file that extends it, be it by way of others. */
function heirsOf(item: PolicyItem, { items }: File): readonly PolicyItem[] {
  const heirs = [item]
  for (const heir of heirs) {
    for (const each of items) {
      if (each.kind !== 'policy' || heirs.includes(each)) continue
      if (each.extends?.name.text === heir.name?.text) heirs.push(each)
    }
  }
  return heirs
}

function namesReadBy({ extends: parent, body, params }: PolicyItem): readonly string[] {
  const values = [
    ...(parent?.args.map(({ value }) => value) ?? []),
    ...params.flatMap(({ default: usual, range }) => [usual, range]),
  ]
  return namesIn([body, values]).map(({ text }) => text)
}

function isGiven(name: string, tree: File): boolean {
  return argumentsIn(tree).includes(name)
}

/** The names of all arguments, wherever a policy is asked. */
function argumentsIn(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return []
  const own = 'kind' in node && node.kind === 'argument' && 'name' in node ? namesIn(node.name) : []
  return [...own.map(({ text }) => text), ...Object.values(node).flatMap(argumentsIn)]
}

/** Takes out a parameter with its comma; the brackets may stand empty. */
function without(param: ParamDecl, { params }: PolicyItem): Edit {
  const index = params.indexOf(param)
  const [before, after] = [params[index - 1], params[index + 1]]
  const { start, end } = param.span
  if (after !== undefined) return { span: { start, end: after.span.start }, text: '' }
  return { span: { start: before?.span.end ?? start, end }, text: '' }
}
