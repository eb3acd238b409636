import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A chat model as `@earendil-works/pi-ai` lists it, with the members used here. */
export interface PiAiModel {
  readonly id: string
  readonly name: string
  readonly type: string
  /** Kinds of input: `text`, `image`. */
  readonly input: readonly string[]
  readonly reasoning?: boolean
  /** USD per million tokens; 0 stands for unknown as well as for free. */
  readonly cost: PiAiCost & {
    readonly tiers?: readonly (PiAiCost & { inputTokensAbove: number })[]
  }
  readonly contextWindow?: number
  readonly maxTokens?: number
}

interface PiAiCost {
  readonly input: number
  readonly output: number
  readonly cacheRead: number
  readonly cacheWrite: number
}

export interface PiAiPackage {
  /** The day on which its data was generated. */
  readonly asOf: string
  /** The chat models of each provider. */
  readonly models: ReadonlyMap<string, readonly PiAiModel[]>
}

/** Reads the data files of an unpacked package. */
export function readPiAi(folder: string): PiAiPackage {
  const data = join(folder, 'dist/providers/data')
  const manifest = readJson(join(data, '.manifest.json')) as { generatedAt: string }
  const files = readdirSync(data).filter((file) => /^[^.].*\.json$/.test(file))
  const models = files.map((file): [string, readonly PiAiModel[]] => {
    const byApi = readJson(join(data, file)) as Record<string, Record<string, PiAiModel>>
    const all = Object.values(byApi).flatMap((group) => Object.values(group))
    return [file.replace(/\.json$/, ''), all.filter((model) => model.type === 'chat')]
  })
  return { asOf: manifest.generatedAt.slice(0, 10), models: new Map(models) }
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}
