using System.Text.Json;
using FChat.Calls;
using FChat.Gateway.RateLimits;
using FChat.Gateway.Wire;
using FChat.Presence;
using FChat.Rooms;
using Xunit;

namespace FChat.Tests.Documentation;

/// <summary>The words and numbers of the protocol's page against the code's.</summary>
public sealed class WordTests
{
    [Theory]
    [InlineData("`call_type`", typeof(CallType))]
    [InlineData("`call_status`", typeof(CallStatus))]
    [InlineData("`end_reason`", typeof(EndReason))]
    [InlineData("`topology`", typeof(Topology))]
    [InlineData("participant `status`", typeof(ParticipantStatus))]
    [InlineData("participant `role`", typeof(ParticipantRole))]
    [InlineData("`media_role`", typeof(MediaRole))]
    [InlineData("stream `direction`", typeof(StreamDirection))]
    [InlineData("leave `reason`", typeof(LeaveReason))]
    [InlineData("reject `reason`", typeof(RejectReason))]
    [InlineData("ring stop `reason`", typeof(RingStopReason))]
    [InlineData("`signal_type`", typeof(SignalType))]
    [InlineData("`room_type`", typeof(RoomType))]
    [InlineData("member `role`", typeof(MemberRole))]
    [InlineData("`chat_status`", typeof(ChatStatus))]
    public void A_set_of_words_is_documented_as_it_is_written(string label, Type words)
    {
        var row = Table.Rows.Single(row => row[0] == label);
        var written = Enum.GetValues(words).Cast<object>().Select(word => JsonSerializer.Serialize(word, words, WireJson.Options).Trim('"'));
        Assert.Equal(written, Documents.Names(row[1]));
    }

    [Fact]
    public void The_words_that_a_user_chooses_from_are_documented_as_they_are_read() =>
        Assert.Equal(Enum.GetNames<UserStatus>(), Documents.Names(Table.Rows.Single(row => row[0] == "user `status`")[1]));

    [Fact]
    public void The_pictures_that_a_device_chooses_from_are_documented_as_they_are_read() =>
        Assert.Equal(Enum.GetValues<VideoLayer>().Select(Words.Of), Documents.Names(Table.Rows.Single(row => row[0] == "stream `video`")[1]));

    [Fact]
    public void No_set_of_words_is_documented_that_there_is_not() => Assert.Equal(17, Table.Rows.Length);

    [Fact]
    public void The_limits_are_the_defaults_of_the_options()
    {
        var limits = new LimitOptions();
        Assert.Equal(
            [
                $"`signal_data`: {limits.SignalBytes / 1024} KiB",
                $"message content: {limits.MessageBytes / 1024} KiB",
                $"HTTP body: {limits.BodyBytes / 1024} KiB",
                $"URL-encoded form: {3 * limits.BodyBytes / 1024} KiB",
                $"hub frame: {limits.HubFrameBytes / 1024} KiB",
                $"user ids: {Limits.UserIdLength} characters",
                $"other ids: {Limits.IdLength} characters",
                $"names: {Limits.NameLength} characters",
                $"participants of a call, members of a room: {Limits.Participants:N0}",
                $"publishers in a call through a media server: {MostPublishers}",
                $"publishers that a device receives: {Limits.Subscriptions}",
                $"signals: {limits.SignalsPerSecond} a second, {limits.SignalBurst} at once",
                $"other operations: {limits.OperationsPerSecond} a second, {limits.OperationBurst} at once",
                $"hub connections of a user: {limits.ConnectionsPerUser}",
                $"requests and handshakes from an address: {limits.AddressRequestsPerSecond:N0} a second, {limits.AddressRequestBurst:N0} at once",
                $"rows of a page: {Limits.PageSize} (participants: {Limits.ParticipantsPageSize})",
            ],
            MarkdownTable.Of(Documents.Protocol, "what", "how much").Rows.Select(row => $"{row[0]}: {row[1]}"));
    }

    // The gateway does not see the silo's options: the settings table has it, which a test compares with them.
    private static string MostPublishers => MarkdownTable.In(Documents.Operations).SelectMany(table => table.Rows).Single(row => row[0] == "`Calls:Topology:MaxPublishers`")[1].Trim('`');

    private static MarkdownTable Table => MarkdownTable.Of(Documents.Protocol, "word", "values");
}
