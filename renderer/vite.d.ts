// What Vite adds to TypeScript: CSS modules, JSON and `import.meta.glob`.
/// <reference types="vite/client" />
