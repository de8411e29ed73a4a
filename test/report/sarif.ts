/** The parts of SARIF 2.1.0 that are written here, as its schema (OASIS, 2020) has them; nothing else is let through. */
const text = { type: 'string', minLength: 1 };
const closed = (required: string[], properties: object) => ({
  type: 'object',
  required,
  additionalProperties: false,
  properties,
});

export const SARIF = closed(['$schema', 'version', 'runs'], {
  $schema: { type: 'string', pattern: '^https://.*sarif-schema-2\\.1\\.0\\.json$' },
  version: { const: '2.1.0' },
  runs: {
    type: 'array',
    items: closed(['tool', 'results'], {
      tool: closed(['driver'], {
        driver: closed(['name'], {
          name: text,
          semanticVersion: text,
          language: { type: 'string', pattern: '^[a-zA-Z]{2}(-[a-zA-Z]{2})?$' },
          rules: { type: 'array', uniqueItems: true, items: closed(['id'], { id: text }) },
        }),
      }),
      columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
      results: {
        type: 'array',
        items: {
          ...closed(['ruleId', 'message', 'locations'], {
            ruleId: text,
            ruleIndex: { type: 'integer', minimum: 0 },
            level: { enum: ['none', 'note', 'warning', 'error'] },
            kind: { enum: ['notApplicable', 'pass', 'fail', 'review', 'open', 'informational'] },
            message: closed(['text'], { text }),
            locations: {
              type: 'array',
              uniqueItems: true,
              items: closed([], {
                physicalLocation: closed(['artifactLocation'], {
                  artifactLocation: closed(['uri'], { uri: { type: 'string', pattern: '^[A-Za-z0-9._~%/-]+$' } }),
                  region: closed(['startLine'], {
                    startLine: { type: 'integer', minimum: 1 },
                    startColumn: { type: 'integer', minimum: 1 },
                  }),
                }),
                logicalLocations: {
                  type: 'array',
                  items: closed(['fullyQualifiedName'], { fullyQualifiedName: text }),
                },
              }),
            },
            partialFingerprints: { type: 'object', additionalProperties: { type: 'string' } },
            properties: { type: 'object' },
          }),
          // Where `kind` is not « fail », the level is « none » (SARIF 2.1.0, section 3.27.10).
          if: { required: ['kind'], properties: { kind: { not: { const: 'fail' } } } },
          then: { required: ['level'], properties: { level: { const: 'none' } } },
          else: { properties: { level: { not: { const: 'none' } } } },
        },
      },
    }),
  },
});
