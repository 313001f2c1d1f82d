using System.Diagnostics;
using System.Text.RegularExpressions;
using FChat.Telemetry;
using OpenTelemetry;

namespace FChat.Hosting;

/// <summary>Puts a hash in the place of every id of a person or a room before a span goes out: they stand in attributes of ours, and in the keys of Orleans' grains.</summary>
internal sealed partial class IdsHidden(string key) : BaseProcessor<Activity>
{
    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        // A list of its own: setting an attribute changes what is enumerated.
        List<KeyValuePair<string, string>>? hidden = null;
        foreach (var (name, value) in data.EnumerateTagObjects())
        {
            if (value is string text && Hide(name, text) is var shown && !ReferenceEquals(shown, text))
            {
                (hidden ??= []).Add(new(name, shown));
            }
        }

        foreach (var (name, shown) in hidden ?? [])
        {
            data.SetTag(name, shown);
        }

        // What failures say names requests, and with them people. Their type stays.
        data.SetTag("exception.message", null);
        data.SetTag("exception.stacktrace", null);
        data.SetStatus(data.Status, null);
    }

    private string Hide(string name, string value) => name == TelemetryNames.User
        ? HashedId.Of(key, value)
        : KeyOfPersonOrRoom().IsMatch(value) ? KeyOfPersonOrRoom().Replace(value, found => $"{found.Groups[1].Value}{HashedId.Of(key, found.Groups[2].Value)}") : value;

    // As in "user/u:alice": what GrainKeys makes of the ids.
    [GeneratedRegex("(?<![A-Za-z0-9])([ur]:)([A-Za-z0-9._@~-]+)")]
    private static partial Regex KeyOfPersonOrRoom();
}
