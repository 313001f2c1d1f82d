# syntax=docker/dockerfile:1.7
# A gateway with the call page. From the root of the repository:
#   docker build -f deploy/docker/Gateway.Dockerfile -t fchat-gateway:0.1.0 .

FROM node:22.21.1-bookworm-slim AS client
WORKDIR /build/src/Web
COPY src/Web/package.json src/Web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY src/Web ./
RUN FCHAT_WEB_OUT=../../out/wwwroot npm run build

FROM mcr.microsoft.com/dotnet/sdk:10.0.401-noble AS build
WORKDIR /build
COPY .editorconfig BannedSymbols.txt Directory.Build.props Directory.Packages.props global.json ./
COPY src src
# A page that stands there is taken along.
COPY --from=client /build/out/wwwroot src/Gateway/wwwroot
RUN dotnet publish src/Gateway -c Release -o out/Gateway -p:UseAppHost=false -p:RunAnalyzers=false -p:BuildClient=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0.12-noble
WORKDIR /app
COPY --from=build /build/out/Gateway ./
# 5000: browsers and other clients. 8081: metrics, not for the public.
ENV ASPNETCORE_HTTP_PORTS= \
    DOTNET_EnableDiagnostics=0 \
    Urls=http://*:5000 \
    Management__Port=8081
EXPOSE 5000 8081
USER 1654:1654
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/5000 && printf 'GET /health/ready HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [[ $status == 200 ]]"]
ENTRYPOINT ["dotnet", "FChat.Gateway.dll"]
