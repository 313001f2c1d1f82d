using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace FChat.Gateway.Http;

/// <summary>Sets ASP.NET Core's forwarded headers up from <see cref="ProxyOptions"/>. Its own defaults, which trust the loopback address, are taken away.</summary>
internal sealed class ForwardedSetup(IOptions<ProxyOptions> proxies) : IConfigureOptions<ForwardedHeadersOptions>
{
    public void Configure(ForwardedHeadersOptions options)
    {
        // Not the host: it decides which origin is the service's own, and a proxy passes it on as it is.
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.ForwardLimit = proxies.Value.Hops;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var address in proxies.Value.KnownProxies)
        {
            options.KnownProxies.Add(IPAddress.Parse(address));
        }

        foreach (var network in proxies.Value.KnownNetworks)
        {
            options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        }
    }
}

/// <summary>Refuses the framework's own switch, which believes everybody.</summary>
internal sealed class NoBlindForwarding(IConfiguration configuration) : IValidateOptions<ProxyOptions>
{
    private const string Switch = "ForwardedHeaders_Enabled";

    public ValidateOptionsResult Validate(string? name, ProxyOptions options) => configuration.GetValue<bool>(Switch)
        ? ValidateOptionsResult.Fail("ASPNETCORE_FORWARDEDHEADERS_ENABLED lets anybody say where they come from. Take it away and name the proxies: Proxy:KnownProxies, Proxy:KnownNetworks.")
        : ValidateOptionsResult.Success;
}
