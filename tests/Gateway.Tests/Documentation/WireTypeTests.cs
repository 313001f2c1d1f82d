using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using FChat.Calls;
using FChat.Directory;
using FChat.Gateway.Wire;
using FChat.Presence;
using FChat.Rooms;
using Xunit;

namespace FChat.Tests.Documentation;

/// <summary>The protocol's page against what is written to the wire.</summary>
public sealed class WireTypeTests
{
    // A room always says so when it has no name and no live call.
    private static readonly string[] WrittenAsNull = ["room_name?", "active_call_session_id?"];

    private static readonly Dictionary<string, Type> Views = new()
    {
        ["Call view"] = typeof(CallView),
        ["Participant"] = typeof(ParticipantView),
        ["Call summary"] = typeof(CallSummary),
        ["Sequence state"] = typeof(SeqState),
        ["ICE server"] = typeof(IceServer),
        ["Room view"] = typeof(RoomView),
        ["Message"] = typeof(MessageView),
        ["Presence"] = typeof(PresenceView),
    };

    public static TheoryData<string> ViewNames => [.. Views.Keys];

    [Theory]
    [MemberData(nameof(ViewNames))]
    public void A_view_is_documented_with_all_its_fields(string view)
    {
        var table = ViewTables().Single(table => TitleOf(table) == view);
        Assert.Equal(FieldsOf(Views[view]), table.Rows.Select(row => Assert.Single(Documents.Names(row[0]))));
    }

    [Fact]
    public void No_view_is_documented_that_there_is_not() => Assert.Equal(Views.Keys.Order(), ViewTables().Select(TitleOf).Order());

    [Theory]
    [InlineData("Call summary", "participants", typeof(ParticipantSummary))]
    [InlineData("Room view", "members", typeof(MemberView))]
    public void Entries_of_a_list_are_documented_with_all_their_fields(string view, string field, Type entry)
    {
        var row = ViewTables().Single(table => TitleOf(table) == view).Rows.Single(row => row[0] == $"`{field}`");
        Assert.Equal(FieldsOf(entry), Documents.Names(row[1]));
    }

    [Fact]
    public void Every_event_is_documented() =>
        Assert.Equal(EventNames.All.Values.Select(name => name.Word).Order(), EventRows().Select(row => row[0].Trim('`')).Order());

    [Fact]
    public void Every_event_is_documented_with_its_fields()
    {
        var unlisted = new[] { typeof(MessageCreated), typeof(RoomUpdated) };
        var written = EventNames.All.Where(entry => !unlisted.Contains(entry.Key)).Select(entry => $"{entry.Value.Word} {string.Join(' ', FieldsOf(entry.Key))}");
        var documented = EventRows().Where(row => row[2].StartsWith('`')).Select(row => $"{row[0].Trim('`')} {string.Join(' ', Documents.Names(row[2]))}");
        Assert.Equal(written.Order(), documented.Order());
    }

    internal static IEnumerable<string> FieldsOf(Type type)
    {
        var nullability = new NullabilityInfoContext();
        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.Name != "EqualityContract")
            .Select(property => Words.Snake.ConvertName(property.Name) + (nullability.Create(property).ReadState == NullabilityState.Nullable ? "?" : ""))
            .Select(name => WrittenAsNull.Contains(name) ? name.TrimEnd('?') : name);
    }

    private static IEnumerable<MarkdownTable> ViewTables() => MarkdownTable.In(Documents.Section(Documents.Protocol, "## Views"));

    private static string TitleOf(MarkdownTable table) => table.Title.Split("**")[1];

    private static ImmutableArray<ImmutableArray<string>> EventRows() => MarkdownTable.Of(Documents.Protocol, "event", "to").Rows;
}
