#!/usr/bin/env node
require('./load-part.js').loadPart('cli').run()
