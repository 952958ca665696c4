# Production dependencies only, installed once, copied into a clean image.
FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# No dependency needs an install script to run.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-slim
LABEL org.opencontainers.image.title="Ossicle" \
      org.opencontainers.image.description="A small, fast, trustworthy FHIR terminology server" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    OSSICLE_STORE=sqlite:/data/ossicle.db
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY bin ./bin
COPY resources ./resources
COPY src ./src
# The one place that is written to: the root file system may be read-only (docker run --read-only).
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--disable-warning=ExperimentalWarning", "--max-semi-space-size=8", "src/boot.js"]
