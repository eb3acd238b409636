/** A provider of the built-in catalog, and what the two packages call it. */
export interface ProviderRow {
  /** As policies name it. */
  readonly id: string
  readonly name: string
  /** Absent where the address holds an account, a project or a resource of the caller. */
  readonly baseUrl?: string
  readonly api: 'openai' | 'anthropic'
  readonly keyEnv: string
  readonly tier: 'partner' | 'marketplace' | 'fallback'
  readonly piAi: string
  readonly genaiPrices?: string
}

/**
 * The providers, first-party labs first: where several spell the name of a model differently, the
 * first of this list that serves it decides.
 *
 * A `partner` is the lab that made the model, or one of the three large clouds. A `marketplace`
 * serves models that others made. Nothing here is a `fallback`, which is for what a catalog's
 * owner trusts least. Addresses and variables are those that the providers document for their
 * OpenAI-compatible endpoint (Anthropic's for its own protocol).
 */
export const PROVIDERS: readonly ProviderRow[] = [
  {
    id: 'openai',
    name: 'OpenAI',
    baseUrl: 'https://api.openai.com/v1',
    api: 'openai',
    keyEnv: 'OPENAI_API_KEY',
    tier: 'partner',
    piAi: 'openai',
    genaiPrices: 'openai',
  },
  {
    id: 'anthropic',
    name: 'Anthropic',
    baseUrl: 'https://api.anthropic.com/v1',
    api: 'anthropic',
    keyEnv: 'ANTHROPIC_API_KEY',
    tier: 'partner',
    piAi: 'anthropic',
    genaiPrices: 'anthropic',
  },
  {
    id: 'google',
    name: 'Google Gemini',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    api: 'openai',
    keyEnv: 'GEMINI_API_KEY',
    tier: 'partner',
    piAi: 'google',
    genaiPrices: 'google',
  },
  {
    id: 'mistral',
    name: 'Mistral',
    baseUrl: 'https://api.mistral.ai/v1',
    api: 'openai',
    keyEnv: 'MISTRAL_API_KEY',
    tier: 'partner',
    piAi: 'mistral',
    genaiPrices: 'mistral',
  },
  {
    id: 'deepseek',
    name: 'DeepSeek',
    baseUrl: 'https://api.deepseek.com',
    api: 'openai',
    keyEnv: 'DEEPSEEK_API_KEY',
    tier: 'partner',
    piAi: 'deepseek',
    genaiPrices: 'deepseek',
  },
  {
    id: 'xai',
    name: 'xAI',
    baseUrl: 'https://api.x.ai/v1',
    api: 'openai',
    keyEnv: 'XAI_API_KEY',
    tier: 'partner',
    piAi: 'xai',
    genaiPrices: 'x-ai',
  },
  {
    id: 'moonshotai',
    name: 'Moonshot AI',
    baseUrl: 'https://api.moonshot.ai/v1',
    api: 'openai',
    keyEnv: 'MOONSHOT_API_KEY',
    tier: 'partner',
    piAi: 'moonshotai',
    genaiPrices: 'moonshotai',
  },
  {
    id: 'zai',
    name: 'Z.AI',
    baseUrl: 'https://api.z.ai/api/paas/v4',
    api: 'openai',
    keyEnv: 'ZAI_API_KEY',
    tier: 'partner',
    piAi: 'zai',
    genaiPrices: 'zai',
  },
  {
    id: 'minimax',
    name: 'MiniMax',
    baseUrl: 'https://api.minimax.io/v1',
    api: 'openai',
    keyEnv: 'MINIMAX_API_KEY',
    tier: 'partner',
    piAi: 'minimax',
    genaiPrices: 'minimax',
  },
  {
    id: 'meta',
    name: 'Meta',
    baseUrl: 'https://api.meta.ai/v1',
    api: 'openai',
    keyEnv: 'META_API_KEY',
    tier: 'partner',
    piAi: 'meta',
  },
  {
    id: 'xiaomi',
    name: 'Xiaomi MiMo',
    baseUrl: 'https://api.xiaomimimo.com/v1',
    api: 'openai',
    keyEnv: 'XIAOMI_API_KEY',
    tier: 'partner',
    piAi: 'xiaomi',
  },
  {
    id: 'ant-ling',
    name: 'Ant Ling',
    baseUrl: 'https://api.ant-ling.com/v1',
    api: 'openai',
    keyEnv: 'ANT_LING_API_KEY',
    tier: 'partner',
    piAi: 'ant-ling',
  },
  {
    id: 'azure',
    name: 'Azure OpenAI',
    api: 'openai',
    keyEnv: 'AZURE_OPENAI_API_KEY',
    tier: 'partner',
    piAi: 'azure',
    genaiPrices: 'azure',
  },
  {
    id: 'bedrock',
    name: 'Amazon Bedrock',
    baseUrl: 'https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1',
    api: 'openai',
    keyEnv: 'AWS_BEARER_TOKEN_BEDROCK',
    tier: 'partner',
    piAi: 'amazon-bedrock',
    genaiPrices: 'aws',
  },
  {
    id: 'vertex',
    name: 'Google Vertex AI',
    api: 'openai',
    keyEnv: 'GOOGLE_CLOUD_API_KEY',
    tier: 'partner',
    piAi: 'google-vertex',
    genaiPrices: 'google',
  },
  {
    id: 'groq',
    name: 'Groq',
    baseUrl: 'https://api.groq.com/openai/v1',
    api: 'openai',
    keyEnv: 'GROQ_API_KEY',
    tier: 'marketplace',
    piAi: 'groq',
    genaiPrices: 'groq',
  },
  {
    id: 'cerebras',
    name: 'Cerebras',
    baseUrl: 'https://api.cerebras.ai/v1',
    api: 'openai',
    keyEnv: 'CEREBRAS_API_KEY',
    tier: 'marketplace',
    piAi: 'cerebras',
    genaiPrices: 'cerebras',
  },
  {
    id: 'together',
    name: 'Together AI',
    baseUrl: 'https://api.together.ai/v1',
    api: 'openai',
    keyEnv: 'TOGETHER_API_KEY',
    tier: 'marketplace',
    piAi: 'together',
    genaiPrices: 'together',
  },
  {
    id: 'fireworks',
    name: 'Fireworks AI',
    baseUrl: 'https://api.fireworks.ai/inference/v1',
    api: 'openai',
    keyEnv: 'FIREWORKS_API_KEY',
    tier: 'marketplace',
    piAi: 'fireworks',
    genaiPrices: 'fireworks',
  },
  {
    id: 'baseten',
    name: 'Baseten',
    baseUrl: 'https://inference.baseten.co/v1',
    api: 'openai',
    keyEnv: 'BASETEN_API_KEY',
    tier: 'marketplace',
    piAi: 'baseten',
    genaiPrices: 'baseten',
  },
  {
    id: 'cloudflare',
    name: 'Cloudflare Workers AI',
    api: 'openai',
    keyEnv: 'CLOUDFLARE_API_KEY',
    tier: 'marketplace',
    piAi: 'cloudflare-workers-ai',
    genaiPrices: 'cloudflare',
  },
  {
    id: 'openrouter',
    name: 'OpenRouter',
    baseUrl: 'https://openrouter.ai/api/v1',
    api: 'openai',
    keyEnv: 'OPENROUTER_API_KEY',
    tier: 'marketplace',
    piAi: 'openrouter',
    genaiPrices: 'openrouter',
  },
]
