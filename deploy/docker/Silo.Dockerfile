# syntax=docker/dockerfile:1.7
# A silo, and the step that brings the schema up to date (argument --migrate). From the root of the repository:
#   docker build -f deploy/docker/Silo.Dockerfile -t fchat-silo:0.1.0 .

FROM mcr.microsoft.com/dotnet/sdk:10.0.401-noble AS build
WORKDIR /build
COPY .editorconfig BannedSymbols.txt Directory.Build.props Directory.Packages.props global.json ./
COPY src src
RUN dotnet publish src/Silo -c Release -o out/Silo -p:UseAppHost=false -p:RunAnalyzers=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0.12-noble
WORKDIR /app
COPY --from=build /build/out/Silo ./
# 8081: health and metrics. 11111: other silos. 30000: gateways. 30001: the streams of gateways.
ENV ASPNETCORE_HTTP_PORTS= \
    DOTNET_EnableDiagnostics=0 \
    Urls=http://*:8081 \
    Silo__StreamPort=30001
EXPOSE 8081 11111 30000 30001
USER 1654:1654
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8081 && printf 'GET /health/ready HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [[ $status == 200 ]]"]
ENTRYPOINT ["dotnet", "FChat.Silo.dll"]
