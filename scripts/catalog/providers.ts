import type { KnownProvider } from '../../src/catalog/known-providers.ts'

/** A provider of the built-in catalog, and what the two packages call it. */
export interface ProviderRow {
  readonly id: KnownProvider
  readonly piAi: string
  readonly genaiPrices?: string
}

/** In the order of the known providers, which decides how a model is spelled. */
// biome-ignore format: table
export const PROVIDERS: readonly ProviderRow[] = [
  { id: 'openai',     piAi: 'openai',                genaiPrices: 'openai' },
  { id: 'anthropic',  piAi: 'anthropic',             genaiPrices: 'anthropic' },
  { id: 'google',     piAi: 'google',                genaiPrices: 'google' },
  { id: 'mistral',    piAi: 'mistral',               genaiPrices: 'mistral' },
  { id: 'deepseek',   piAi: 'deepseek',              genaiPrices: 'deepseek' },
  { id: 'xai',        piAi: 'xai',                   genaiPrices: 'x-ai' },
  { id: 'moonshotai', piAi: 'moonshotai',            genaiPrices: 'moonshotai' },
  { id: 'zai',        piAi: 'zai',                   genaiPrices: 'zai' },
  { id: 'minimax',    piAi: 'minimax',               genaiPrices: 'minimax' },
  { id: 'meta',       piAi: 'meta' },
  { id: 'xiaomi',     piAi: 'xiaomi' },
  { id: 'ant-ling',   piAi: 'ant-ling' },
  { id: 'azure',      piAi: 'azure',                 genaiPrices: 'azure' },
  { id: 'bedrock',    piAi: 'amazon-bedrock',        genaiPrices: 'aws' },
  { id: 'vertex',     piAi: 'google-vertex',         genaiPrices: 'google' },
  { id: 'groq',       piAi: 'groq',                  genaiPrices: 'groq' },
  { id: 'cerebras',   piAi: 'cerebras',              genaiPrices: 'cerebras' },
  { id: 'together',   piAi: 'together',              genaiPrices: 'together' },
  { id: 'fireworks',  piAi: 'fireworks',             genaiPrices: 'fireworks' },
  { id: 'baseten',    piAi: 'baseten',               genaiPrices: 'baseten' },
  { id: 'cloudflare', piAi: 'cloudflare-workers-ai', genaiPrices: 'cloudflare' },
  { id: 'openrouter', piAi: 'openrouter',            genaiPrices: 'openrouter' },
]
