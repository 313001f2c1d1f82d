using FChat.Cluster.Tests.Topologies;
using FChat.Cluster.Tests.Webhooks;
using FChat.Tests.Documentation;
using Npgsql;

namespace FChat.Cluster.Tests.Operating;

/// <summary>The operators' questions in SQL, as they stand in their document, asked of a service that had a call and has another.</summary>
public sealed class SqlQuestionTests
{
    [Fact]
    public async Task Each_question_of_the_operators_page_answers_what_it_says()
    {
        await using var cluster = await ManyProcesses.Make(1, 1);
        await cluster.Start();
        await using var people = await Pair.Open(cluster.Addresses[0]);
        var ended = await people.Talk();
        var going = await people.Begin();

        var answers = new Dictionary<string, string>();
        await using var connection = new NpgsqlConnection(cluster.ConnectionString);
        await connection.OpenAsync();
        foreach (var question in Questions())
        {
            answers[question.Title] = await Ask(connection, question.Sql);
        }

        Assert.Equal(["calls that are going on", "the last 24 hours", "who is online", "calls that nobody answered, by person", "the busiest rooms of a week"], answers.Keys);
        Assert.Contains(going, answers["calls that are going on"], StringComparison.Ordinal);
        Assert.DoesNotContain(ended, answers["calls that are going on"], StringComparison.Ordinal);
        Assert.Contains("Ended|1", answers["the last 24 hours"], StringComparison.Ordinal);
        Assert.Contains("alice", answers["who is online"], StringComparison.Ordinal);
        Assert.Equal("", answers["calls that nobody answered, by person"]);
        Assert.Equal(2, answers["the busiest rooms of a week"].Split('\n').Length);
    }

    private static IEnumerable<(string Title, string Sql)> Questions() =>
        from block in Documents.Blocks(Documents.Section(Documents.Operations, "## Operators"))
        where block.Language == "sql"
        from part in block.Text.Split("\n\n")
        let lines = part.Split('\n')
        select (lines[0][3..].Split(';')[0], string.Join('\n', lines[1..]));

    private static async Task<string> Ask(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var answer = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await answer.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, answer.FieldCount).Select(i => answer.GetValue(i))));
        }

        return string.Join('\n', rows);
    }
}
