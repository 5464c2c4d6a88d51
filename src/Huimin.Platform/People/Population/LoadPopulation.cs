using System.Data;
using System.Data.Common;
using Huimin.Platform.Data;
using Huimin.Platform.Regions;
using Huimin.Policies;

namespace Huimin.Platform.People.Population;

/// <summary>
/// Reads the population of a month from the database into columns. Everything is taken as it holds on the month's first day;
/// who died within the month is still a member, as benefits end with the month after.
/// </summary>
public sealed class LoadPopulation(Database database, FactCatalogue facts)
{
    /// <param name="month">A month for which the city's population is recorded.</param>
    /// <param name="region">Only the households of this division; null for the whole city.</param>
    /// <exception cref="CannotRunException">The month lies outside the data, or the database holds no such division.</exception>
    public async Task<PopulationColumns> RunAsync(Month month, DivisionCode? region = null, CancellationToken cancellation = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        // One snapshot for all reads: an import that commits meanwhile is in all of them or in none.
        await using var transaction = await connection.BeginTransactionAsync(
            database.Provider == "sqlite" ? IsolationLevel.Serializable : IsolationLevel.RepeatableRead, cancellation);
        var reader = new Reader(connection, transaction, month, region);
        var (maxHouseholds, maxPersons, version) = await reader.BoundsAsync(cancellation);

        var part = region is not null;
        var today = month.FirstDay.DayNumber;
        var households = new HouseholdRows(part ? 0 : maxHouseholds);
        await reader.EachAsync(PopulationQueries.Households(part), row =>
            households.Add(row.GetInt64(0), row.GetInt64(1), (byte)(row.GetInt16(2) - 1), !row.IsDBNull(3) && Day(row, 3) <= today), cancellation);
        households.Finish();

        var members = new MemberRows(part ? 0 : maxPersons);
        var householdIndex = new RowIndex(households.Ids, households.Count);
        var sexes = SexValues();
        foreach (var query in new[] { PopulationQueries.Members(part), PopulationQueries.FormerMembers(part) })
        {
            await reader.EachAsync(query, row =>
            {
                var (id, household) = (row.GetInt64(0), householdIndex.Find(row.GetInt64(1)));
                if (household >= 0)
                    members.Add(id, household, sexes[row.GetInt16(2)], Day(row, 3), Day(row, 4));
            }, cancellation);
        }

        members.Finish(households.Count);
        var population = new PopulationColumns(month, facts, households, members) { DataVersion = version };
        AddIdentity(population, facts, households, members);
        await reader.EachAsync(PopulationQueries.HouseholdFacts(part), Setter(facts.Household, householdIndex, population.SetHousehold), cancellation);
        await reader.EachAsync(PopulationQueries.PersonFacts(part), Setter(facts.Member, new RowIndex(members.Ids, members.Count), population.SetMember), cancellation);
        return population;
    }

    /// <summary>What is held on the person and the household rather than as dated facts.</summary>
    internal static void AddIdentity(PopulationColumns population, FactCatalogue facts, HouseholdRows households, MemberRows members)
    {
        Place("birth_date", FactColumn.Over(members.Birth));
        Place("died_on", FactColumn.Over(members.Death));
        Place("sex", FactColumn.Over(members.Sex));
        var hukou = FactColumn.Over(households.Hukou);
        if (facts.Find("hukou", ofHousehold: true) is { } ofHousehold)
            population.SetHousehold(ofHousehold.Index, hukou);
        if (facts.Find("hukou", ofHousehold: false) is { } ofMember)
            population.SetMemberFromHousehold(ofMember.Index, hukou);

        void Place(string code, FactColumn column)
        {
            if (facts.Find(code, ofHousehold: false) is { } fact)
                population.SetMember(fact.Index, column);
        }
    }

    private static Action<DbDataReader> Setter(IReadOnlyList<Fact> facts, RowIndex index, Action<int, int, long> set)
    {
        var byNumber = new Fact?[facts.Max(f => f.Id) + 1];
        foreach (var fact in facts)
            byNumber[fact.Id] = fact;
        return row =>
        {
            var target = index.Find(row.GetInt64(0));
            var number = row.GetInt16(1);
            if (target >= 0 && number < byNumber.Length && byNumber[number] is { } fact)
                set(fact.Index, target, row.IsDBNull(2) ? Family.Unknown : RecordedValue.ToRaw(fact, row.GetInt64(2)));
        };
    }

    private byte[] SexValues()
    {
        var fact = facts.Find("sex", ofHousehold: false);
        return [.. Enumerable.Range(0, 10).Select(sex =>
            fact is not null && RecordedValue.OfSex(fact, (Sex)sex) is var raw and not Family.Unknown ? (byte)raw : FactColumn.UnknownByte)];
    }

    private static int Day(DbDataReader row, int column) =>
        row.IsDBNull(column) ? FactColumn.AbsentInt : row.GetFieldValue<DateOnly>(column).DayNumber;

    /// <summary>The reads of one load: the same connection, transaction, day and division in each.</summary>
    private sealed class Reader(DbConnection connection, DbTransaction transaction, Month month, DivisionCode? region)
    {
        /// <summary>The city's next free ids bound the number of rows, so that the arrays never grow.</summary>
        public async Task<(int Households, int Persons, long DataVersion)> BoundsAsync(CancellationToken cancellation)
        {
            var bounds = (0, 0, 0L);
            var found = false;
            await EachAsync("SELECT first_month, last_month, next_household_id, next_person_id, data_version FROM city", row =>
            {
                found = true;
                var (from, to, asked) = (row.GetInt32(0), row.GetInt32(1), month.Code);
                if (asked < from || asked > to)
                    throw new CannotRunException($"没有{month}的居民数据，本市的数据从{Month.FromCode(from)}到{Month.FromCode(to)}。");
                bounds = ((int)Math.Min(row.GetInt64(2), Array.MaxLength), (int)Math.Min(row.GetInt64(3), Array.MaxLength), row.GetInt64(4));
            }, cancellation);
            return found ? bounds : throw new CannotRunException($"库中还没有城市。请用 huimin demo 生成演示城市，或用 huimin regions import 导入区划。");
        }

        public async Task EachAsync(string sql, Action<DbDataReader> each, CancellationToken cancellation)
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = sql;
            Add(command, "first", month.FirstDay);
            if (region is { } division)
            {
                Add(command, "low", division.First);
                Add(command, "high", division.Last);
            }

            await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess, cancellation);
            // Synchronous reads: rows arrive by the thousand in one packet, and an await for each costs more than the row.
            while (reader.Read())
                each(reader);
        }

        private static void Add(DbCommand command, string name, object value)
        {
            if (!command.CommandText.Contains($"@{name}", StringComparison.Ordinal))
                return;
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }
    }
}
