import type { Provider } from './catalog.ts'

/**
 * Providers whose addresses and key variables are well known, as they document them for their
 * OpenAI-compatible endpoint, or for Anthropic's own protocol. First-party labs come first: where
 * several providers spell the name of a model differently, the first of this list decides.
 *
 * A `partner` is the lab that made the model, or one of the three large clouds. A `marketplace`
 * serves models that others made. Nothing here is a `fallback`: that tier is for what the owner
 * of a catalog trusts least. An address that holds an account, a project or a resource of the
 * caller is left out.
 */
// biome-ignore format: table
export const KNOWN_PROVIDERS = {
  openai:     { name: 'OpenAI',                base_url: 'https://api.openai.com/v1',                                api: 'openai',    key_env: 'OPENAI_API_KEY',           tier: 'partner' },
  anthropic:  { name: 'Anthropic',             base_url: 'https://api.anthropic.com/v1',                             api: 'anthropic', key_env: 'ANTHROPIC_API_KEY',        tier: 'partner' },
  google:     { name: 'Google Gemini',         base_url: 'https://generativelanguage.googleapis.com/v1beta/openai',  api: 'openai',    key_env: 'GEMINI_API_KEY',           tier: 'partner' },
  mistral:    { name: 'Mistral',               base_url: 'https://api.mistral.ai/v1',                                api: 'openai',    key_env: 'MISTRAL_API_KEY',          tier: 'partner' },
  deepseek:   { name: 'DeepSeek',              base_url: 'https://api.deepseek.com',                                 api: 'openai',    key_env: 'DEEPSEEK_API_KEY',         tier: 'partner' },
  xai:        { name: 'xAI',                   base_url: 'https://api.x.ai/v1',                                      api: 'openai',    key_env: 'XAI_API_KEY',              tier: 'partner' },
  moonshotai: { name: 'Moonshot AI',           base_url: 'https://api.moonshot.ai/v1',                               api: 'openai',    key_env: 'MOONSHOT_API_KEY',         tier: 'partner' },
  zai:        { name: 'Z.AI',                  base_url: 'https://api.z.ai/api/paas/v4',                             api: 'openai',    key_env: 'ZAI_API_KEY',              tier: 'partner' },
  minimax:    { name: 'MiniMax',               base_url: 'https://api.minimax.io/v1',                                api: 'openai',    key_env: 'MINIMAX_API_KEY',          tier: 'partner' },
  meta:       { name: 'Meta',                  base_url: 'https://api.meta.ai/v1',                                   api: 'openai',    key_env: 'META_API_KEY',             tier: 'partner' },
  xiaomi:     { name: 'Xiaomi MiMo',           base_url: 'https://api.xiaomimimo.com/v1',                            api: 'openai',    key_env: 'XIAOMI_API_KEY',           tier: 'partner' },
  'ant-ling': { name: 'Ant Ling',              base_url: 'https://api.ant-ling.com/v1',                              api: 'openai',    key_env: 'ANT_LING_API_KEY',         tier: 'partner' },
  azure:      { name: 'Azure OpenAI',                                                                                api: 'openai',    key_env: 'AZURE_OPENAI_API_KEY',     tier: 'partner' },
  bedrock:    { name: 'Amazon Bedrock',        base_url: 'https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1', api: 'openai',   key_env: 'AWS_BEARER_TOKEN_BEDROCK', tier: 'partner' },
  vertex:     { name: 'Google Vertex AI',                                                                            api: 'openai',    key_env: 'GOOGLE_CLOUD_API_KEY',     tier: 'partner' },
  groq:       { name: 'Groq',                  base_url: 'https://api.groq.com/openai/v1',                           api: 'openai',    key_env: 'GROQ_API_KEY',             tier: 'marketplace' },
  cerebras:   { name: 'Cerebras',              base_url: 'https://api.cerebras.ai/v1',                               api: 'openai',    key_env: 'CEREBRAS_API_KEY',         tier: 'marketplace' },
  together:   { name: 'Together AI',           base_url: 'https://api.together.ai/v1',                               api: 'openai',    key_env: 'TOGETHER_API_KEY',         tier: 'marketplace' },
  fireworks:  { name: 'Fireworks AI',          base_url: 'https://api.fireworks.ai/inference/v1',                    api: 'openai',    key_env: 'FIREWORKS_API_KEY',        tier: 'marketplace' },
  baseten:    { name: 'Baseten',               base_url: 'https://inference.baseten.co/v1',                          api: 'openai',    key_env: 'BASETEN_API_KEY',          tier: 'marketplace' },
  cloudflare: { name: 'Cloudflare Workers AI',                                                                       api: 'openai',    key_env: 'CLOUDFLARE_API_KEY',       tier: 'marketplace' },
  openrouter: { name: 'OpenRouter',            base_url: 'https://openrouter.ai/api/v1',                             api: 'openai',    key_env: 'OPENROUTER_API_KEY',       tier: 'marketplace' },
} as const satisfies Record<string, Provider>

export type KnownProvider = keyof typeof KNOWN_PROVIDERS

/** What is known of a provider; of any other, nothing but its name. */
export function knownProvider(id: string): Provider {
  return Object.hasOwn(KNOWN_PROVIDERS, id) ? KNOWN_PROVIDERS[id as KnownProvider] : {}
}
