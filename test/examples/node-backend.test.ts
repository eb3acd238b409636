import { backendSuite } from './node-backend/suite.ts'

backendSuite('test/examples/node-backend/openai.ts')
