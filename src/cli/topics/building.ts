export { buildCommand } from '../commands/build.ts'
