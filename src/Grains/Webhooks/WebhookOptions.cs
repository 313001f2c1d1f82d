using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using FChat.Core.Webhooks;
using Microsoft.Extensions.Options;

namespace FChat.Webhooks;

/// <summary>Programs outside that are told of calls (https://www.standardwebhooks.com). Section <c>Webhooks</c>.</summary>
public sealed class WebhookOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Webhooks";

    /// <summary>The receivers. None: events of calls are not kept.</summary>
    public IList<WebhookEndpoint> Endpoints { get; } = [];

    /// <summary>How long a receiver may take to answer, 1 to 60 s, default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many requests one receiver gets at once, 1 to 256, default 16: each for another call.</summary>
    [Range(1, 256)]
    public int AtOnce { get; set; } = 16;

    /// <summary>Pause before a second try, 100 ms to 1 min, default 1 s; doubles each time.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest such pause, 1 s to 1 h, default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>After what time an event that is not taken is given up, 1 min to 30 days, default 1 day: only then the call's next one is sent.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How many events of one receiver are held in memory, 100 to 1,000,000, default 10,000; the others wait in SQL.</summary>
    [Range(100, 1_000_000)]
    public int Held { get; set; } = 10_000;

    /// <summary>How often is looked for new events, 100 ms to 1 min, default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long events are kept, to be sent or read again, 1 h to 365 days, default 7 days. Longer than <see cref="GiveUpAfter"/>.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The patience that these options make.</summary>
    public WebhookPatience ToPatience() => new(FirstPause, LongestPause, GiveUpAfter);
}

/// <summary>One receiver.</summary>
public sealed class WebhookEndpoint
{
    private const string SecretPrefix = "whsec_";

    /// <summary>Its name: how far it has come is remembered by it. 1 to 32 characters of a-z, 0-9 and -.</summary>
    public string Name { get; set; } = "";

    /// <summary>Where events are posted to.</summary>
    public Uri? Url { get; set; }

    /// <summary>Signs them: <c>whsec_</c> and 24 to 64 bytes in Base64. Two with a space between, while one takes the other's place: then events have both signatures.</summary>
    public string Secret { get; set; } = "";

    /// <summary>Events go over plain HTTP. Default: only to the loopback address.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>The secrets' bytes.</summary>
    /// <exception cref="FormatException">One is none.</exception>
    public IEnumerable<byte[]> Keys() => Secrets.Select(secret => Convert.FromBase64String(secret[SecretPrefix.Length..]));

    internal string? Fault()
    {
        if (!Regex.IsMatch(Name, "^[a-z0-9-]{1,32}$"))
        {
            return "needs a Name of 1 to 32 characters of a-z, 0-9 and -";
        }

        if (Url is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            return "needs a Url that starts with https://";
        }

        if (Url is { Scheme: "http", IsLoopback: false } && !AllowHttp)
        {
            return "would be sent over plain HTTP: say AllowHttp if that is meant";
        }

        return Secrets.Length is 1 or 2 && Secrets.All(IsSecret) ? null : "needs a Secret: whsec_ and 24 to 64 bytes in Base64";
    }

    private string[] Secrets => Secret.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static bool IsSecret(string secret)
    {
        Span<byte> key = stackalloc byte[64];
        return secret.StartsWith(SecretPrefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(secret[SecretPrefix.Length..], key, out var length) && length >= 24;
    }
}

/// <summary>Checks the values of <see cref="WebhookOptions"/> at start.</summary>
[OptionsValidator]
public sealed partial class WebhookOptionsValidator : IValidateOptions<WebhookOptions>;

/// <summary>Checks the receivers, and what values must be to each other.</summary>
public sealed class WebhookEndpointsValidator : IValidateOptions<WebhookOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, WebhookOptions options)
    {
        var faults = options.Endpoints.Select((endpoint, i) => (i, Fault: endpoint.Fault())).Where(found => found.Fault is not null)
            .Select(found => $"Webhooks:Endpoints:{found.i} {found.Fault}.").ToList();
        faults.AddRange(options.Endpoints.GroupBy(endpoint => endpoint.Name).Where(same => same.Count() > 1).Select(same => $"Webhooks:Endpoints: two have the name {same.Key}."));
        if (options.KeepFor <= options.GiveUpAfter)
        {
            faults.Add("Webhooks:KeepFor must be longer than Webhooks:GiveUpAfter.");
        }

        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }
}
