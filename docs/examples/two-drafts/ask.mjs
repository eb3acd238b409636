// Asks the router by the flow, as any client of OpenAI would, and says who wrote what.

const { OPENAI_BASE_URL = 'http://127.0.0.1:4141/v1', OPENAI_API_KEY = 'none' } = process.env

const response = await fetch(`${OPENAI_BASE_URL}/chat/completions`, {
  method: 'POST',
  headers: { authorization: `Bearer ${OPENAI_API_KEY}`, 'content-type': 'application/json' },
  body: JSON.stringify({
    model: 'flow:two_drafts',
    messages: [{ role: 'user', content: process.argv[2] }],
    max_completion_tokens: 30,
  }),
})
const { choices, error, x_router: router } = await response.json()
if (!response.ok) throw new Error(`${error.code}: ${error.message}`)

console.log(choices[0].message.content)
for (const { step, model, cost } of router.nodes) console.log(`${step}: ${model}, $${cost.settled}`)
console.log(`receipt ${router.receipt}`)
