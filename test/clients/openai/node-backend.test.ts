import { backendSuite } from '../../examples/node-backend/suite.ts'

backendSuite('test/clients/node_modules/openai')
