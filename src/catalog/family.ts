/**
 * What a provider calls a model, taken apart: the family it belongs to, or why it is left out.
 *
 * Providers spell one model in many ways (`anthropic.claude-haiku-4-5-20251001-v1:0`,
 * `anthropic/claude-haiku-4.5`, `claude-haiku-4-5`). Each id is reduced to a spelling and a key;
 * ids with the same key are one family. Only what names the same weights under the same terms is
 * folded: sizes, snapshots in ISO form, speed variants (`-fast`) and modes (`-thinking`) stay.
 */
export type Naming =
  | { readonly spelling: string; readonly key: string }
  | { readonly skipped: string }

export function namingOf(provider: string, id: string): Naming {
  const skipped = reasonToSkip(provider, id)
  if (skipped !== undefined) return { skipped }
  let spelling = id.toLowerCase()
  if (provider === 'bedrock') spelling = withoutBedrockDress(spelling)
  spelling = spelling.slice(spelling.lastIndexOf('/') + 1)
  if (provider === 'fireworks') spelling = spelling.replace(/(\d)p(\d)/g, '$1.$2')
  spelling = foldSpelling(spelling)
  return { spelling, key: spelling.replaceAll(/[._]/g, '-') }
}

function reasonToSkip(provider: string, id: string): string | undefined {
  if (id.endsWith(':free')) return 'free variants are not offered to everyone'
  if (id.endsWith(':batch')) return 'batch variants answer hours later'
  if (id.startsWith('~') || /[-/]latest$/.test(id)) return 'aliases move from model to model'
  if (/^openrouter\/|^auto$|\/routers\/|-router$/.test(id))
    return 'routers choose a model themselves'
  if (provider === 'bedrock' && OTHER_REGIONS.test(id)) return 'regional profiles of one model'
  if (WITHOUT_PATHS.has(provider) && id.includes('/')) return 'one region or contract only'
  return undefined
}

/** Providers whose ids have no slash: what stands before one is a region. */
const WITHOUT_PATHS: ReadonlySet<string> = new Set(['azure', 'bedrock'])

const OTHER_REGIONS = /^(?:apac|au|ca|eu|in|jp|regional|us-gov)\./

/** `us.anthropic.claude-opus-4-6-v1` and `openai.gpt-oss-120b-1:0` lose region, lab and version. */
function withoutBedrockDress(id: string): string {
  return id
    .replace(/^(?:global|us)\./, '')
    .replace(/^[a-z0-9]+\./, '')
    .replace(/(?:-v?\d+)?:\d+$/, '')
    .replace(/-v1$/, '')
}

function foldSpelling(spelling: string): string {
  const folded = FOLDS.reduce((text, [pattern, by]) => text.replace(pattern, by), spelling)
  return SAME_MODEL.get(folded) ?? folded
}

const FOLDS: readonly (readonly [pattern: RegExp, by: string])[] = [
  // The lab in front of its own model: `zai-glm-5-2`, `nvidia-nemotron-3-ultra`.
  [/^(?:zai|nvidia)-/, ''],
  // Anthropic's ids carry the day of the release: one model, `claude-haiku-4-5-20251001`.
  [/^(claude-.*)-20\d{6}$/, '$1'],
  // Amazon's end in a version everywhere, and it is always this one.
  [/^(nova-.*)-v1$/, '$1'],
  // Meta's and Qwen's generation is written with and without a dash.
  [/^llama(\d)-/, 'llama-$1.'],
  [/^qwen-(\d)/, 'qwen$1'],
  // Versions that the lab writes with a point.
  [/^(deepseek-v|glm-)(\d)-(\d)/, '$1$2.$3'],
  // What is served as a chat model is the tuned one, whether the id says so or not.
  [/-fp8(?:-fast)?$/, ''],
  [/^(?!gpt-)(.*)-instruct$/, '$1'],
]

/** Ids that no rule brings together, with the spelling of the family they belong to. */
const SAME_MODEL: ReadonlyMap<string, string> = new Map([
  ['deepseek-chat-v3.1', 'deepseek-v3.1'],
  ['devstral-2-123b', 'devstral-2512'],
  ['gemma-4-26b-a4b', 'gemma-4-26b-a4b-it'],
  ['gemma-4-31b', 'gemma-4-31b-it'],
  ['llama-3.1-8b-instant', 'llama-3.1-8b'],
  ['llama-3.3-70b-versatile', 'llama-3.3-70b'],
  ['llama-4-scout-17b-16e', 'llama-4-scout'],
  ['llama-4.maverick-17b', 'llama-4-maverick'],
  ['llama-4.scout-17b', 'llama-4-scout'],
  ['ministral-3-14b', 'ministral-14b-2512'],
  ['ministral-3-3b', 'ministral-3b-2512'],
  ['ministral-3-8b', 'ministral-8b-2512'],
  ['mistral-large-3-675b', 'mistral-large-2512'],
  ['mistral-medium-3', 'mistral-medium-2505'],
  ['mistral-medium-3.1', 'mistral-medium-2508'],
  ['mistral-small-3.2-24b', 'mistral-small-2506'],
  ['muse-spark-open-816b-a42b', 'muse-spark-open'],
  ['nemotron-3-120b-a12b', 'nemotron-3-super-120b-a12b'],
  ['nemotron-nano-3-30b', 'nemotron-3-nano-30b-a3b'],
  ['nemotron-super-3-120b', 'nemotron-3-super-120b-a12b'],
  ['open-mistral-nemo', 'mistral-nemo'],
  ['qwen3-coder', 'qwen3-coder-480b-a35b'],
  ['v3', 'deepseek-v3.1'],
  ['v3.2', 'deepseek-v3.2'],
  ['voxtral-small-24b-2507', 'voxtral-small-2507'],
])
