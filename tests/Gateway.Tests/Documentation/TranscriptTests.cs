using Xunit;

namespace FChat.Tests.Documentation;

/// <summary>Does what the protocol's page shows.</summary>
public sealed class TranscriptTests(DocumentedService service) : IClassFixture<DocumentedService>
{
    private const string DocumentedAddress = "http://localhost:5080";

    [Fact]
    public async Task The_documented_commands_get_the_documented_answers()
    {
        var answers = new DocumentedAnswer();
        var printed = "";
        var checkedAnswers = 0;
        using var shell = new Shell();
        foreach (var (language, text) in Documents.Blocks(Documents.Section(Documents.Protocol, "## A call by plain HTTP")))
        {
            if (language == "sh")
            {
                printed = await shell.Run(answers.Fill(text).Replace(DocumentedAddress, service.Address, StringComparison.Ordinal));
            }
            else
            {
                answers.Check(text, printed);
                checkedAnswers++;
            }
        }

        Assert.True(checkedAnswers >= 10, $"Only {checkedAnswers} answers were found in the page.");
    }

    [Fact]
    public async Task The_pages_beside_the_operations_are_where_they_are_said_to_be()
    {
        using var browser = new HttpClient { BaseAddress = new Uri(service.Address) };
        var paths = Documents.Section(Documents.Protocol, "## Beside the operations").SelectMany(Documents.Names)
            .Where(name => name.StartsWith("GET /", StringComparison.Ordinal)).Select(name => name[4..]).Except(["/metrics", "/health/ready"]);
        foreach (var path in paths)
        {
            using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
        }
    }
}
