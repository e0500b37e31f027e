# The image holds what runs and nothing else: no compiler, no tests, no development dependency, no
# embedded database (so DATABASE_URL is required).
FROM node:22.20-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc tsconfig.base.json vite.library.mjs ./
COPY packages packages
COPY apps apps
COPY scripts scripts
COPY migrations migrations
COPY examples/genesis examples/genesis
RUN npm ci --include=dev --include=optional && node scripts/build.mjs

FROM node:22.20-bookworm-slim AS dependencies
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
COPY packages packages
COPY apps apps
RUN npm ci --omit=dev --omit=optional --workspace=@sluice/server --include-workspace-root=false \
  && mkdir -p apps/server/node_modules

FROM node:22.20-bookworm-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=4400 \
    SLUICE_DATA_DIR=/var/lib/sluice
WORKDIR /app
COPY --from=dependencies /build/node_modules node_modules
COPY --from=dependencies /build/apps/server/node_modules apps/server/node_modules
COPY --from=build /build/packages/evaluator/package.json packages/evaluator/package.json
COPY --from=build /build/packages/evaluator/dist packages/evaluator/dist
COPY --from=build /build/packages/protocol/package.json packages/protocol/package.json
COPY --from=build /build/packages/protocol/dist packages/protocol/dist
COPY --from=build /build/apps/server/package.json apps/server/package.json
COPY --from=build /build/apps/server/dist apps/server/dist
COPY scripts/probe.mjs scripts/probe.mjs
RUN mkdir --mode=0700 /var/lib/sluice && chown node:node /var/lib/sluice
USER node
VOLUME /var/lib/sluice
EXPOSE 4400
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=6 \
  CMD ["node", "/app/scripts/probe.mjs", "http://127.0.0.1:4400/ready"]
CMD ["node", "/app/apps/server/dist/apps/server/src/main.js"]
