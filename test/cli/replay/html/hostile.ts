import type { WhatIfAbout } from '../../../../src/cli/replay/html/about.ts'
import type { WhatIfSummary } from '../../../../src/trace/what-if/index.ts'

/** Names that try to be more than text. */
const HOSTILE = [
  '</script><script>globalThis.broken = 1</script>',
  '"><img src=x onerror="globalThis.broken = 1">',
  "' onmouseover='globalThis.broken = 1",
  '</title></style></svg><iframe src="https://example.com/"></iframe>',
  '<!-- <![CDATA[ &lt;b&gt; &#60;script&#62;',
  '\u202eesrever\u2066 \u0000\u001b[31m \ud800',
  '`{{constructor}}` javascript:globalThis.broken=1',
  `${'long/'.repeat(60)}<b>`,
]

/** The closed sets of a summary, which are no text from outside. */
const WORDS = new Set(['kind', 'side', 'of', 'basis', 'bases'])

/** A summary and what is said of it, every text in them another one. Equal texts stay equal. */
export function replaced(
  summary: WhatIfSummary,
  about: WhatIfAbout,
  nameOf: (hostile: string, index: number) => string,
): { readonly summary: WhatIfSummary; readonly about: WhatIfAbout } {
  const names = new Map<string, string>()
  const rename = (text: string): string => {
    const index = names.size
    const name = names.get(text) ?? nameOf(HOSTILE[index % HOSTILE.length] ?? '', index)
    names.set(text, name)
    return name
  }
  const { words, ...rest } = about
  // Only texts are replaced, by texts.
  return {
    summary: renamed(summary, rename) as WhatIfSummary,
    about: { ...(renamed(rest, rename) as typeof rest), words },
  }
}

function renamed(value: unknown, rename: (text: string) => string): unknown {
  if (typeof value === 'string') return rename(value)
  if (Array.isArray(value)) return value.map((each) => renamed(each, rename))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      WORDS.has(key) ? each : renamed(each, rename),
    ]),
  )
}
