import { createServer } from 'node:http'
import { OpenAI } from 'openai'
import { openBackend } from './backend.ts'

// OPENAI_BASE_URL leads to the router, which tries again as the policies say: the client need not.
const openai = new OpenAI({ maxRetries: 0 })

const server = createServer(openBackend(openai))
server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(JSON.stringify({ listening: server.address() }))
})
process.once('SIGTERM', () => server.close())
