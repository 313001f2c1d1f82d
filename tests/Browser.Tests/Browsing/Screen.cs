using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace FChat.Browsing;

/// <summary>One screen of the page, as everybody should be able to use it.</summary>
internal static partial class Screen
{
    /// <summary>
    /// The screen tells assistive technology exactly what the checked-in snapshot says, axe has nothing against it, and
    /// its picture goes into the documentation when pictures are wanted; then the snapshot is written anew, too.
    /// </summary>
    /// <param name="name">The name of the snapshot, and of the picture.</param>
    /// <param name="testId">The part of the page that the snapshot is of; axe looks at all of the page.</param>
    public static Task IsAsync(User user, string name, string testId) => IsAsync(user.Page, user.Page.GetByTestId(testId), name);

    /// <inheritdoc cref="IsAsync(User, string, string)"/>
    public static async Task IsAsync(IPage page, ILocator part, string name)
    {
        await TellsAsync(part, name);
        await IsAccessibleAsync(page);
        await Photograph.TakeAsync(page, $"screen-{name}.png");
    }

    /// <summary>axe-core, all of its rules: https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md.</summary>
    /// <param name="forcedColours">The colours are the user's own: whether they can be told apart is not the page's to answer.</param>
    public static async Task IsAccessibleAsync(IPage page, bool forcedColours = false)
    {
        var rules = new Dictionary<string, RuleOptions> { ["color-contrast"] = new() { Enabled = !forcedColours } };
        var result = await page.RunAxe(new AxeRunOptions { Rules = rules });
        Assert.True(result.Violations.Length == 0, string.Join("\n", result.Violations.Select(Describe)));
    }

    private static async Task TellsAsync(ILocator part, string name)
    {
        var file = Path.Combine(Paths.Repository, "tests", "Browser.Tests", "Page", "Snapshots", $"{name}.yml");
        await Assertions.Expect(part).ToBeVisibleAsync();
        if (Photograph.IsWanted)
        {
            await File.WriteAllTextAsync(file, await SnapshotAsync(part), TestContext.Current.CancellationToken);
        }

        var expected = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        await Until.AnswerAsync(() => SnapshotAsync(part), snapshot => snapshot == expected, Patience.ForThePage);
    }

    /// <summary>Without what is different every time or on every machine: ids, times, devices, how good a connection is, what is being said.</summary>
    private static async Task<string> SnapshotAsync(ILocator part)
    {
        var snapshot = await part.AriaSnapshotAsync();
        snapshot = Passing.Replace(snapshot.ReplaceLineEndings("\n") + "\n", string.Empty);
        snapshot = Suffix.Replace(snapshot, "-…");
        snapshot = Moment.Replace(snapshot, "<time>");
        return Quality.Replace(snapshot, "<quality>");
    }

    private static string Describe(AxeResultItem violation) =>
        $"{violation.Id}: {violation.Help} — {string.Join("; ", violation.Nodes.Select(node => $"{node.Target} {node.Html}"))}";

    [GeneratedRegex(@"(?<=[a-z])-[0-9a-f]{6}\b")]
    private static partial Regex Suffix { get; }

    [GeneratedRegex(@"([A-Z][a-z]{2} \d{1,2}, \d{4}, )?(?<!\d)\d{1,2}:\d{2}(:\d{2})?([\s\u202f][AP]M)?|\b\d+ seconds?\b")]
    private static partial Regex Moment { get; }

    [GeneratedRegex("""^ *- ((status|alert)(: .*)?|option "[Ff]ake.*)\n""", RegexOptions.Multiline)]
    private static partial Regex Passing { get; }

    [GeneratedRegex("(Excellent|Good|Poor|No) connection|(Sehr gute|Gute|Schlechte|Keine) Verbindung")]
    private static partial Regex Quality { get; }
}
