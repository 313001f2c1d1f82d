using FChat.Gateway.Operations;
using FChat.Gateway.Tests.Doors;
using FChat.Gateway.Tests.Hosting;

namespace FChat.Gateway.Tests;

/// <summary>Every operation, and every field of it, through every door.</summary>
public sealed class OperationTests(UnlimitedGateway shared) : IClassFixture<UnlimitedGateway>
{
    private static readonly string[] WrongValues = ["{}", "[]", "[1]", "[\"bad id!\"]", "\"\"", "\"\\u0000\"", "\"bad id!\"", "-1", "1.5", "1e99", "true", "\"true\""];

    public static TheoryData<string> Names => [.. OperationTable.All.Select(operation => operation.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task An_operation_answers_the_same_through_every_door(string name)
    {
        var gateway = shared.Gateway;
        await using var doors = await ThreeDoors.Open(gateway, "alice", "ops");

        var reply = await doors.Ask(name, Requests.Good(OperationTable.Find(name)!));

        Assert.Null(reply.Error);
        Golden.Verify($"operations/{name}.json", reply.Data);
        Assert.Empty(gateway.Logs.Errors);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_field_of_another_type_is_refused_by_its_name_and_changes_nothing(string name)
    {
        var gateway = shared.Gateway;
        await using var doors = await ThreeDoors.Open(gateway, "alice", "ops");
        var operation = OperationTable.Find(name)!;
        Drain(gateway);

        foreach (var field in operation.Fields)
        {
            foreach (var wrong in WrongValues.Where(value => !IsGood(field, value)))
            {
                var reply = await doors.Ask(name, Requests.Good(operation, field.Name, wrong));

                Assert.Equal(("invalid_argument", field.Name, wrong), (reply.Code, reply.Field, wrong));
            }
        }

        Assert.DoesNotContain(Drain(gateway), call => call.Method is not ("Renew" or "SeenByHttp" or "Connect" or "Disconnect"));
        Assert.Empty(gateway.Logs.Errors);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task A_required_field_that_is_missing_or_null_is_refused_by_its_name(string name)
    {
        var gateway = shared.Gateway;
        await using var doors = await ThreeDoors.Open(gateway, "alice", "ops");
        var operation = OperationTable.Find(name)!;

        foreach (var field in operation.Fields)
        {
            var missing = await doors.Ask(name, Requests.Good(operation, field.Name, null));
            var isNull = await doors.Ask(name, Requests.Good(operation, field.Name, "null"));

            Assert.Equal(field.IsRequired ? (field.Name, "invalid_argument") : (null, null), (missing.Field, missing.Code));
            Assert.Equal(field.IsRequired && !field.Kind.TakesNull ? field.Name : null, isNull.Field);
        }
    }

    [Fact]
    public async Task An_operation_for_operators_is_forbidden_to_others_before_its_fields_are_looked_at()
    {
        var gateway = shared.Gateway;
        await using var doors = await ThreeDoors.Open(gateway, "alice", "admin");

        foreach (var operation in OperationTable.All.Where(operation => operation.IsForOperators))
        {
            Assert.Equal("forbidden", (await doors.Ask(operation.Name, "{}")).Code);
        }
    }

    [Fact]
    public async Task Unknown_fields_are_ignored_and_of_a_repeated_one_the_last_counts()
    {
        var gateway = shared.Gateway;
        await using var doors = await ThreeDoors.Open(gateway, "alice");

        Assert.Null((await doors.Ask("get_room", """{"color":{"deep":[1,{"er":null}]},"room_id":"r-1","x":1}""")).Error);
        await using var hub = await gateway.Connect("alice");
        await hub.Invoke("get_room", """{"room_id":"first","room_id":"second"}""");

        Assert.Contains(Drain(gateway), call => call.Key == "r:second");
    }

    private static bool IsGood(Field field, string value) => field.Kind switch
    {
        RawKind => true,
        FlagKind => value == "true",
        UserListKind or StreamWishesKind => value == "[]",
        ContentKind => value is not "\"\"" && value[0] == '"',
        NameKind => value is not "\"\"" && value[0] == '"',
        WholeKind => false,
        _ => field.Name is "user" or "target_user" or "room_id" && value == "\"true\"",
    };

    private static List<Fakes.GrainCall> Drain(TestGateway gateway)
    {
        var calls = new List<Fakes.GrainCall>();
        while (gateway.Cluster.Calls.TryRead(out var call))
        {
            calls.Add(call);
        }

        return calls;
    }
}
