using System.ComponentModel.DataAnnotations;
using System.Net;

namespace FChat.Gateway.Http;

/// <summary>Whose word is taken for where a request came from (section <c>Proxy</c>). By default nobody's: the address is that of the socket.</summary>
public sealed class ProxyOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Proxy";

    /// <summary>IP addresses of proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed.</summary>
    public IList<string> KnownProxies { get; } = [];

    /// <summary>Networks of such proxies, such as <c>10.0.0.0/8</c>.</summary>
    public IList<string> KnownNetworks { get; } = [];

    /// <summary>How many proxies stand one behind another. Of a longer list, what is further from here is not believed.</summary>
    [Range(1, 10)]
    public int Hops { get; set; } = 1;

    /// <summary>Whether any proxy is believed.</summary>
    internal bool IsAnyKnown => KnownProxies.Count + KnownNetworks.Count > 0;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var address in KnownProxies.Where(text => !IPAddress.TryParse(text, out _)))
        {
            yield return new ValidationResult($"Proxy:KnownProxies: {address} is no IP address.");
        }

        foreach (var network in KnownNetworks)
        {
            if (!IPNetwork.TryParse(network, out var parsed))
            {
                yield return new ValidationResult($"Proxy:KnownNetworks: {network} is no network such as 10.0.0.0/8.");
            }
            else if (parsed.PrefixLength == 0)
            {
                yield return new ValidationResult($"Proxy:KnownNetworks: {network} is everybody, and everybody could say to be anywhere. Name the proxies.");
            }
        }
    }
}
