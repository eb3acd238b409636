import { withBlanks } from '../cut.ts'
import { namesIn } from '../named.ts'
import type { FileRule, Finding } from '../rule.ts'

export const unusedLet: FileRule = {
  code: 'UH7106',
  name: 'unused-let',
  summary: 'a `let` is never used in its file',
  why: 'A definition that nothing refers to changes nothing, and readers look for what it is for. Another file may still `use` it, which cannot be seen from here, so the rule is opt-in; a file without policies is taken for a collection of definitions and is not looked at.',
  severity: 'warning',
  set: 'opt-in',
  fix: 'unsafe',
  over: 'file',
  examples: {
    bad: [
      'let cap = $10/Mtok\nlet floor = 0.7\npolicy p = cheapest where price_out <= cap\n',
      'let a = no_log\nlet b = a\npolicy p = best\n',
    ],
    good: [
      'let cap = $10/Mtok\npolicy p = cheapest where price_out <= cap\n',
      'let cap = $10/Mtok\nlet floor = 0.7\n',
    ],
  },
  check({ source, analysis: { tree } }) {
    if (!tree.items.some(({ kind }) => kind === 'policy' || kind === 'flow')) return []
    const counts = new Map<string, number>()
    for (const { text, isQuoted } of namesIn(tree)) {
      if (!isQuoted) counts.set(text, (counts.get(text) ?? 0) + 1)
    }
    return tree.items.flatMap((item): readonly Finding[] => {
      // The name stands once, where it is defined.
      if (item.kind !== 'let' || counts.get(item.name.text) !== 1) return []
      const span = withBlanks(source.text, item.span)
      return [
        {
          place: { source: source.name, span: item.name.span },
          message: `nothing in this file uses \`${item.name.text}\``,
          label: 'never used',
          help: 'take it out, unless another file uses it',
          fix: { title: 'take it out', safe: false, edits: [{ span, text: '' }] },
        },
      ]
    })
  },
}
