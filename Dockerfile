# Three stages: compile, production dependencies, a clean image of both.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY scripts/build.ts scripts/bundle.ts scripts/sbom.ts ./scripts/
COPY src ./src
RUN node scripts/build.ts && node scripts/sbom.ts > sbom.cdx.json

FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# No dependency needs an install script to run.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-slim
ARG VERSION=0.2.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Ossicle" \
      org.opencontainers.image.description="A small, fast, trustworthy FHIR terminology server" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.source="https://github.com/ossicle/ossicle" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    OSSICLE_STORE=sqlite:/data/ossicle.db
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY bin ./bin
COPY resources ./resources
COPY --from=build /app/dist ./dist
# What is in it: CycloneDX.
COPY --from=build /app/sbom.cdx.json ./
# `docker run … ossicle ossicle list`
RUN ln -s /app/bin/ossicle.js /usr/local/bin/ossicle
# The one place that is written to: the root file system may be read-only (docker run --read-only).
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 3000
# By the shell alone: a Node for each check would take more than the server at rest.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$PORT && printf 'GET /health/ready HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
CMD ["node", "--disable-warning=ExperimentalWarning", "--min-semi-space-size=4", "--max-semi-space-size=8", "--no-allocation-site-pretenuring", "dist/boot.js"]
