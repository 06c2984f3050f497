// The page's files use CSS modules and `import.meta.glob`, also when tests import them.
/// <reference types="vite/client" />
/// <reference path="../../renderer/features/screen/novnc.d.ts" />
