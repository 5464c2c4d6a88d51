using Huimin.Platform.People.Population;
using Huimin.Policies;

namespace Huimin.Bench;

/// <summary>
/// The programmes of Linyi as a C# programmer would write them without the policy language: one loop over arrays, household after
/// household, with the rules that the pack switches off left out. What the kernel is measured against; both must find the same.
/// Truth values are 0 no, 1 yes, 2 unknown.
/// </summary>
internal sealed class HandLoop
{
    public static readonly string[] Programmes =
    [
        "tekun", "orphan_living", "dibao", "dibao_marginal", "rigid_expense_family", "disability_nursing", "disability_living", "elder_hardship_subsidy",
        "old_age_allowance", "de_facto_orphan_living", "heating_subsidy", "warn_accident", "warn_alone_without_benefit", "warn_child_unattended",
        "warn_dibao_ended", "warn_earner_unemployed", "warn_income_found", "warn_medical_expense", "warn_member_died", "warn_new_disability", "warn_new_student",
    ];

    private const int Tekun = 0, Orphan = 1, Dibao = 2, Marginal = 3, Rigid = 4, Nursing = 5, Living = 6, Hardship = 7, OldAge = 8, DeFacto = 9, Heating = 10;
    private const int Accident = 11, Alone = 12, Child = 13, DibaoEnded = 14, Unemployed = 15, IncomeFound = 16, Medical = 17, Died = 18, NewDisability = 19, NewStudent = 20;
    private const byte No = 0, Yes = 1, Maybe = 2;
    private const long Unknown = long.MinValue;
    private const int Never = 3652058;

    private readonly int[] firstMember;
    private readonly bool[] means;
    private readonly byte[] hukou;
    private readonly int[] birth, died, wage, business, property, transfer, support, basicPension, incomeFound, fatherSince, motherSince, disabilitySince, unemployedSince, admittedOn;
    private readonly byte[] counted, kind, grade, selfCare, ability, study, canWork, refused, supporter, guardianship, placement, otherNursing, father, mother;
    private readonly int[] rigid, rigidYear, assets, medicalYear, accidentOn, dibaoEndedOn, exceededSince;
    private readonly int[] dwellings, vehicles, registrations;
    private readonly int monthStart, monthEnd, monthBefore;
    private readonly int[] birthdays;
    private readonly long[] dibaoStandard = new long[2], tekunStandard = new long[2], disposable = new long[2], heating = new long[2];
    private readonly long[] care, noWorkGrade, livingStandard, nursingStandard;
    private readonly (long[] Keys, long[] Values) band, oldAge;
    private readonly long careExtra, dispersed, institution, heatingChild, tekunSchoolUntil, childSchoolUntil;
    private readonly (long Top, long Bottom) ratio, rigidRatio;

    public HandLoop(PopulationColumns population, MonthPolicy policy)
    {
        firstMember = population.FirstMember;
        means = population.MeansKnown;
        int[] Numbers(string code) => population.MemberColumn(population.Facts.Find(code, ofHousehold: false)!.Index)!.Ints!;
        byte[] Bytes(string code) => population.MemberColumn(population.Facts.Find(code, ofHousehold: false)!.Index)!.Bytes!;
        int[] Household(string code) => population.HouseholdColumn(population.Facts.Find(code, ofHousehold: true)!.Index)!.Ints!;
        hukou = population.HouseholdColumn(population.Facts.Find("hukou", ofHousehold: true)!.Index)!.Bytes!;
        (birth, died, wage, business, property, transfer, support, basicPension) = (Numbers("birth_date"), Numbers("died_on"), Numbers("wage"), Numbers("business_income"), Numbers("property_income"), Numbers("transfer_income"), Numbers("support_income"), Numbers("basic_pension"));
        (incomeFound, fatherSince, motherSince, disabilitySince, unemployedSince, admittedOn) = (Numbers("income_found"), Numbers("father_state_since"), Numbers("mother_state_since"), Numbers("disability_since"), Numbers("unemployed_since"), Numbers("admitted_on"));
        (counted, kind, grade, selfCare, ability, study, canWork) = (Bytes("counted"), Bytes("disability_kind"), Bytes("disability_grade"), Bytes("self_care_failed"), Bytes("ability_level"), Bytes("study"), Bytes("can_work"));
        (refused, supporter, guardianship, placement, otherNursing, father, mother) = (Bytes("refused_offers"), Bytes("has_capable_supporter"), Bytes("guardianship"), Bytes("placement"), Bytes("other_nursing_benefit"), Bytes("father_state"), Bytes("mother_state"));
        (rigid, rigidYear, assets, medicalYear, accidentOn, dibaoEndedOn, exceededSince) = (Household("rigid_expense"), Household("rigid_expense_12m"), Household("financial_assets"), Household("medical_expense_12m"), Household("accident_on"), Household("dibao_ended_on"), Household("dibao_exceeded_since"));
        (dwellings, vehicles, registrations) = (Household("dwellings"), Household("vehicles"), Household("business_registrations"));
        monthStart = policy.Month.FirstDay.DayNumber;
        monthEnd = policy.Month.LastDay.DayNumber;
        monthBefore = policy.Month.AddMonths(-1).FirstDay.DayNumber;
        birthdays = policy.Birthdays;
        ParameterCell[] Cells(string programme, string parameter) =>
            [.. policy.Tables[policy.Pack.Find(programme)!.Parameters.First(p => p.Code == parameter).Slot].CellsOf(0)];
        long[] Amounts(string programme, string parameter) => [.. Cells(programme, parameter).Select(c => c.Values[0].Whole)];
        // The rows in force tell urban from rural and not the zones.
        void ByHukou(long[] values, long[] into) => (into[0], into[1]) = (values[^2], values[^1]);
        (long[], long[]) Table(string programme, string parameter) => (Cells(programme, parameter)[0].Keys!, [.. Cells(programme, parameter)[0].Values.Select(v => v.Whole)]);
        long[] Spread((long[] Keys, long[] Values) table, int size) => [.. Enumerable.Range(0, size).Select(k => Lookup(table, k))];
        ByHukou(Amounts("dibao", "standard"), dibaoStandard);
        ByHukou(Amounts("tekun", "standard"), tekunStandard);
        ByHukou(Amounts("rigid_expense_family", "disposable_income") is { Length: > 1 } both ? both : [.. Enumerable.Repeat(Amounts("rigid_expense_family", "disposable_income")[0], 2)], disposable);
        ByHukou(Amounts("heating_subsidy", "of_household"), heating);
        heatingChild = Amounts("heating_subsidy", "of_child")[0];
        care = Spread(Table("tekun", "care"), 7);
        noWorkGrade = Amounts("tekun", "no_work_grade");
        livingStandard = Spread(Table("disability_living", "standard"), 5);
        nursingStandard = Spread(Table("disability_nursing", "standard"), 5);
        band = Table("elder_hardship_subsidy", "band");
        oldAge = Table("old_age_allowance", "standard");
        careExtra = Amounts("elder_hardship_subsidy", "extra")[0];
        dispersed = Amounts("orphan_living", "dispersed")[0];
        institution = Amounts("orphan_living", "institution")[0];
        tekunSchoolUntil = Amounts("tekun", "student_until")[0];
        childSchoolUntil = Amounts("orphan_living", "after_18_until")[0];
        ratio = Cells("dibao_marginal", "ratio")[0].Values[0].Fraction;
        rigidRatio = Cells("rigid_expense_family", "ratio")[0].Values[0].Fraction;
    }

    /// <summary>Eligible, undetermined and fen by position in <see cref="Programmes"/>.</summary>
    public sealed class Totals
    {
        public long[] Eligible { get; } = new long[Programmes.Length];

        public long[] Undetermined { get; } = new long[Programmes.Length];

        public long[] Fen { get; } = new long[Programmes.Length];
    }

    public void Run(int from, int to, Totals totals)
    {
        Span<byte> status = stackalloc byte[10 * 64]; // of persons' programmes, by programme and member
        Span<long> nursingFen = stackalloc long[64];
        Span<long> livingFen = stackalloc long[64];
        Span<long> tekunFen = stackalloc long[64];
        for (var h = from; h < to; h++)
        {
            var first = firstMember[h];
            var size = firstMember[h + 1] - first;
            if (size == 0)
                continue;
            var (known, rural) = (means[h], hukou[h] == 1 ? 1 : 0);
            var standard = dibaoStandard[rural];
            var asset = Money(assets[h], known);
            var (cars, homes, shops) = (Count(vehicles[h], 0, known), Count(dwellings[h], 1, known), Count(registrations[h], 0, known));
            var tekun = status.Slice(Tekun * 64, size);
            var orphan = status.Slice(Orphan * 64, size);

            // Tekun and orphans.
            var familySize = -2L; // not yet counted
            for (var m = 0; m < size; m++)
            {
                var i = first + m;
                orphan[m] = No;
                if (guardianship[i] is 1 or 254)
                {
                    orphan[m] = All(Alive(i), Born(i), Young(i), guardianship[i] == 1 ? Yes : Maybe);
                    if (orphan[m] == Yes && placement[i] == 254)
                        orphan[m] = Maybe;
                    Add(totals, Orphan, orphan[m], Yuan(placement[i] == 1 ? institution : dispersed));
                }

                tekun[m] = No;
                tekunFen[m] = 0;
                if (supporter[i] is 0 or 254)
                {
                    if (familySize == -2)
                        familySize = Present(first, size);
                    tekun[m] = TekunStatus(i, standard, familySize, asset, cars, homes, shops, known, supporter[i] == 254, orphan[m]);
                    if (tekun[m] == Yes)
                    {
                        if (selfCare[i] == 254)
                            tekun[m] = Maybe;
                        else
                            tekunFen[m] = tekunStandard[rural] + care[selfCare[i] == 255 ? 0 : selfCare[i]];
                    }

                    Add(totals, Tekun, tekun[m], tekunFen[m]);
                }

            }

            // Income of the family.
            long count = 0, income = 0;
            var (sizeKnown, incomeKnown) = (true, true);
            for (var m = 0; m < size; m++)
            {
                var i = first + m;
                var inFamily = InFamily(i, tekun[m], orphan[m]);
                if (inFamily == Maybe)
                    sizeKnown = false;
                if (inFamily != Yes)
                    continue;
                count++;
                var own = Income(i, known);
                if (own == Unknown)
                    incomeKnown = false;
                else
                    income += own;
            }

            incomeKnown &= sizeKnown;
            var expense = Money(rigid[h], known);
            var countable = !incomeKnown || expense == Unknown ? Unknown : Math.Max(0, income - expense);
            var perHeadKnown = countable != Unknown && sizeKnown && count > 0;
            var assetsKnown = asset != Unknown && sizeKnown && count > 0;
            var some = sizeKnown ? count > 0 ? Yes : No : Maybe;

            // Dibao.
            var below = perHeadKnown ? countable < standard * count ? Yes : No : Maybe;
            var dibao = All(some, below, assetsKnown ? asset <= 24 * standard * count ? Yes : No : Maybe);
            if (dibao != No)
                dibao = All(dibao, AtMost(cars, 0), AtMost(homes, 2), AtMost(shops, 0));
            long dibaoFen = 0;
            if (dibao != No)
            {
                var sharers = sizeKnown ? Sharers(first, size, tekun, orphan, count) : Unknown;
                dibao = And(dibao, Or(sharers == Unknown ? Maybe : sharers > 0 ? Yes : No, Not(below)));
                if (dibao == Yes)
                    dibaoFen = Math.Max(0, Rounded((standard * count - countable) * sharers, count));
            }

            Add(totals, Dibao, dibao, dibaoFen);

            // The margin.
            byte marginal = No;
            if (dibao != Yes)
            {
                marginal = All(
                    some,
                    perHeadKnown ? countable * ratio.Bottom < ratio.Top * standard * count ? Yes : No : Maybe,
                    perHeadKnown ? countable >= standard * count ? Yes : No : Maybe,
                    Not(dibao));
                if (marginal != No)
                    marginal = All(marginal, assetsKnown ? asset <= 36 * standard * count ? Yes : No : Maybe, AtMost(cars, 1), AtMost(homes, 2), AtMost(shops, 0));
                Add(totals, Marginal, marginal, 0);
            }

            // Rigid expense.
            byte rigidFamily = No;
            var spent = Money(rigidYear[h], known);
            if (spent is Unknown or > 0 && dibao != Yes && marginal != Yes)
            {
                var year = incomeKnown ? income * 12 : Unknown;
                rigidFamily = All(spent == Unknown ? Maybe : Yes, some, Not(dibao), Not(marginal));
                if (rigidFamily != No)
                {
                    rigidFamily = All(
                        rigidFamily,
                        year != Unknown && sizeKnown && count > 0 ? year < disposable[rural] * count ? Yes : No : Maybe,
                        year == Unknown ? Maybe : year <= 0 ? Yes : spent == Unknown ? Maybe : spent * rigidRatio.Bottom >= rigidRatio.Top * year ? Yes : No,
                        assetsKnown ? asset <= 36 * standard * count ? Yes : No : Maybe);
                    rigidFamily = All(rigidFamily, AtMost(cars, 1), AtMost(homes, 2), AtMost(shops, 0));
                }

                Add(totals, Rigid, rigidFamily, 0);
            }

            Persons(totals, first, size, known, count, sizeKnown, dibao, dibaoFen, marginal, status, nursingFen, livingFen, tekunFen);
            Families(totals, h, first, size, known, rural, standard, dibao, marginal, rigidFamily, status);
        }
    }

    private void Persons(Totals totals, int first, int size, bool known, long count, bool sizeKnown, byte dibao, long dibaoFen, byte marginal, Span<byte> status, Span<long> nursingFen, Span<long> livingFen, Span<long> tekunFen)
    {
        var tekun = status.Slice(Tekun * 64, size);
        var orphan = status.Slice(Orphan * 64, size);
        var nursing = status.Slice(Nursing * 64, size);
        var living = status.Slice(Living * 64, size);
        var hardship = status.Slice(Hardship * 64, size);
        var oldest = status.Slice(OldAge * 64, size);
        var deFacto = status.Slice(DeFacto * 64, size);
        var poor = Or(dibao, marginal);
        for (var m = 0; m < size; m++)
        {
            var i = first + m;
            (nursing[m], living[m], hardship[m], deFacto[m]) = (No, No, No, No);
            (nursingFen[m], livingFen[m]) = (0, 0);
            if (grade[i] is >= 1 and <= 4 or 254)
            {
                var common = All(grade[i] == 254 ? Maybe : Yes, Alive(i), Born(i), Not(Flag(otherNursing[i], No)));
                nursing[m] = All(common, grade[i] == 254 ? Maybe : grade[i] <= 2 ? Yes : No, Not(tekun[m]));
                nursingFen[m] = nursing[m] == Yes ? nursingStandard[grade[i]] : 0;
                Add(totals, Nursing, nursing[m], nursingFen[m]);
                living[m] = All(common, Not(tekun[m]), Not(orphan[m]), All(Flag(counted[i], Yes), poor));
                livingFen[m] = living[m] == Yes ? livingStandard[grade[i]] : 0;
                Add(totals, Living, living[m], livingFen[m]);
            }

            var age = Age(i);
            if (dibao != No && age is Unknown or >= 60)
            {
                hardship[m] = All(age == Unknown ? Maybe : Yes, Alive(i), Not(tekun[m]), All(Flag(counted[i], Yes), dibao));
                long fen = 0;
                if (hardship[m] != No)
                {
                    var needs = NeedsCare(i);
                    var careKnown = needs == No || (needs == Yes && nursing[m] != Maybe);
                    var extra = careKnown && needs == Yes ? Math.Max(0, careExtra - nursingFen[m]) : 0;
                    var due = age == Unknown ? Maybe : Lookup(band, age) > 0 ? Yes : No;
                    hardship[m] = And(hardship[m], Or(due, careKnown ? extra > 0 ? Yes : No : Maybe));
                    if (hardship[m] == Yes && !careKnown)
                        hardship[m] = Maybe;
                    fen = hardship[m] == Yes ? Lookup(band, age) + extra : 0;
                }

                Add(totals, Hardship, hardship[m], fen);
            }

            oldest[m] = age == Unknown ? Maybe : Lookup(oldAge, age) > 0 ? Yes : No;
            if (oldest[m] != No)
            {
                oldest[m] = All(oldest[m], Alive(i));
                Add(totals, OldAge, oldest[m], oldest[m] == Yes ? Lookup(oldAge, age) : 0);
            }

            var fits = father[i] is 0 or 255 || mother[i] is 0 or 255 ? No : ParentsFit(i);
            if (guardianship[i] is 2 or 254 || fits != No)
            {
                deFacto[m] = All(Unattended(i, fits), Alive(i), Born(i), Young(i));
                long fen = 0;
                if (deFacto[m] != No)
                {
                    var receives = And(dibao, Flag(counted[i], Yes));
                    var shares = receives == Yes ? count : 1;
                    var due = (dispersed - tekunFen[m] - livingFen[m]) * shares - (receives == Yes ? dibaoFen : 0);
                    var dueKnown = receives != Maybe && (receives == No || (sizeKnown && count > 0)) && tekun[m] != Maybe && living[m] != Maybe;
                    deFacto[m] = And(deFacto[m], dueKnown ? due > 0 ? Yes : No : Maybe);
                    fen = deFacto[m] == Yes ? Rounded(due, shares) : 0;
                }

                Add(totals, DeFacto, deFacto[m], fen);
            }

            // Warnings about persons.
            var severe = grade[i] == 254 ? Maybe : grade[i] is 1 or 2 ? Yes : No;
            if (severe != No || age is Unknown or >= 80)
            {
                var alone = All(Or(severe, age == Unknown ? Maybe : age >= 80 ? Yes : No), Alive(i), Born(i));
                if (alone != No && tekun[m] != Yes && living[m] != Yes && nursing[m] != Yes && oldest[m] != Yes && hardship[m] != Yes && orphan[m] != Yes && dibao != Yes && marginal != Yes)
                {
                    var present = 0L;
                    var sure = true;
                    for (var other = first; other < first + size; other++)
                    {
                        var here = And(Alive(other), Born(other));
                        present += here == Yes ? 1 : 0;
                        sure &= here != Maybe;
                    }

                    Add(totals, Alone, All(alone, sure ? present == 1 ? Yes : No : Maybe), 0);
                }
            }

            if (father[i] is not (0 or 255) && mother[i] is not (0 or 255))
            {
                var gone = And(father[i] == 254 ? Maybe : father[i] is 8 or 9 ? Yes : No, mother[i] == 254 ? Maybe : mother[i] is 8 or 9 ? Yes : No);
                var none = guardianship[i] == 254 ? Maybe : guardianship[i] is 0 or 255 or 3 ? Yes : No;
                Add(totals, Child, All(All(father[i] == 254 ? Maybe : Yes, mother[i] == 254 ? Maybe : Yes), none, Less(age, 18), All(Alive(i), Or(gone, fits))), 0);
            }

            if (disabilitySince[i] != int.MinValue)
            {
                var since = Recent(disabilitySince[i]);
                if (since != No)
                    Add(totals, NewDisability, All(since, severe, Alive(i)), 0);
            }
        }
    }

    private void Families(Totals totals, int h, int first, int size, bool known, int rural, long standard, byte dibao, byte marginal, byte rigidFamily, Span<byte> status)
    {
        var tekun = status.Slice(Tekun * 64, size);
        var orphan = status.Slice(Orphan * 64, size);
        var deFacto = status.Slice(DeFacto * 64, size);
        var left = Unknown;
        byte poor = dibao, anyTekun = No, justDied = No, unemployed = No, earner = No, student = No, found = No, foundMore = No;
        long children = 0;
        var childrenKnown = true;
        for (var m = 0; m < size; m++)
        {
            var i = first + m;
            if (tekun[m] != No)
            {
                anyTekun = Or(anyTekun, tekun[m]);
                poor = Or(poor, And(tekun[m], AtHome(i)));
            }

            if (orphan[m] != No || deFacto[m] != No || guardianship[i] is 3 or 254)
            {
                var child = And(AtHome(i), Or(Or(orphan[m], deFacto[m]), All(guardianship[i] == 254 ? Maybe : guardianship[i] == 3 ? Yes : No, Less(Age(i), 18), Alive(i))));
                children += child == Yes ? 1 : 0;
                childrenKnown &= child != Maybe;
            }

            if (died[i] != int.MinValue)
                justDied = Or(justDied, Recent(died[i]));
            if (unemployedSince[i] != int.MinValue)
                unemployed = Or(unemployed, All(Recent(unemployedSince[i]), Flag(counted[i], Yes), Alive(i)));
            if (admittedOn[i] != int.MinValue)
                student = Or(student, All(Recent(admittedOn[i]), study[i] == 254 ? Maybe : study[i] is 3 or 4 ? Yes : No, Alive(i)));
            var more = Money(incomeFound[i], known: true);
            if (more is Unknown or > 0)
            {
                found = Or(found, more == Unknown ? Maybe : Yes);
                if (dibao != No)
                {
                    var (own, other, pension) = (Money(wage[i], known), Money(transfer[i], known), Money(basicPension[i], known));
                    var above = more == Unknown || own == Unknown || other == Unknown || pension == Unknown ? Maybe : more > own + other + pension ? Yes : No;
                    foundMore = Or(foundMore, All(more == Unknown ? Maybe : Yes, Flag(counted[i], Yes), Alive(i), above));
                }
            }
        }

        // Heating.
        var paid = Or(poor, childrenKnown ? children > 0 ? Yes : No : Maybe);
        if (paid != No)
        {
            var heats = paid == Yes && poor != Maybe && childrenKnown ? Yes : Maybe;
            Add(totals, Heating, heats, heats == Yes ? (poor == Yes ? heating[rural] : 0) + heatingChild * children : 0);
        }

        if (accidentOn[h] != int.MinValue && Recent(accidentOn[h]) is var accident and not No)
            Add(totals, Accident, And(accident, Left()), 0);
        if (dibaoEndedOn[h] != int.MinValue && Recent(dibaoEndedOn[h]) is var ended and not No && dibao != Yes && marginal != Yes && rigidFamily != Yes && anyTekun != Yes)
            Add(totals, DibaoEnded, And(ended, Left()), 0);
        if (justDied != No)
            Add(totals, Died, And(justDied, Left()), 0);
        if (unemployed != No)
        {
            for (var i = first; i < first + size; i++)
            {
                var (own, trade) = (Money(wage[i], known), Money(business[i], known));
                var since = unemployedSince[i] == int.MinValue ? Yes : unemployedSince[i] == int.MinValue + 1 ? Maybe : unemployedSince[i] > monthEnd ? Yes : No;
                earner = Or(earner, All(Flag(counted[i], Yes), Alive(i), since, own > 0 || trade > 0 ? Yes : No));
            }

            Add(totals, Unemployed, And(unemployed, Not(earner)), 0);
        }

        if (found != No && dibao != No && foundMore != No)
            Add(totals, IncomeFound, All(found, dibao, foundMore), 0);
        var spent = Money(medicalYear[h], known: true);
        if (spent is Unknown or > 0)
        {
            var members = Present(first, size);
            Add(totals, Medical, And(spent == Unknown ? Maybe : Yes, spent == Unknown || members < 0 ? Maybe : spent > 6 * standard * members ? Yes : No), 0);
        }

        if (student != No)
            Add(totals, NewStudent, And(student, Or(Or(dibao, marginal), rigidFamily)), 0);

        byte Left()
        {
            if (left == Unknown)
            {
                left = 0;
                for (var i = first; i < first + size && left >= 0; i++)
                    left = died[i] == int.MinValue + 1 ? -1 : left + (died[i] == int.MinValue || died[i] > monthEnd ? 1 : 0);
            }

            return left < 0 ? Maybe : left > 0 ? Yes : No;
        }
    }

    private byte TekunStatus(int i, long standard, long familySize, long asset, long cars, long homes, long shops, bool known, bool maybe, byte orphan)
    {
        var age = Age(i);
        var childBenefit = Or(orphan, And(guardianship[i] == 254 ? Maybe : guardianship[i] is 1 or 2 ? Yes : No, Less(age, 18)));
        var result = All(maybe ? Maybe : Yes, Alive(i), Born(i), Not(childBenefit));
        if (result == No)
            return No;
        var able = age == Unknown ? Maybe : age is >= 60 or < 18 ? Yes : No;
        var studies = And(study[i] == 254 ? Maybe : study[i] is 1 or 2 or 3 ? Yes : No, Less(age, tekunSchoolUntil));
        var limit = kind[i] == 254 ? Unknown : noWorkGrade[kind[i] == 255 ? 0 : kind[i]];
        var disabled = grade[i] == 254 ? Maybe : grade[i] is 0 or 255 ? No : limit == Unknown ? Maybe : grade[i] <= limit ? Yes : No;
        var income = Income(i, known);
        var assetsFit = asset == Unknown || familySize < 0 ? Maybe : asset <= 24 * standard * Math.Max(1, familySize) ? Yes : No;
        result = All(result, Or(Or(able, studies), disabled), income == Unknown ? Maybe : income < standard ? Yes : No, assetsFit);
        return All(result, AtMost(cars, 0), AtMost(homes, 2), AtMost(shops, 0));
    }

    private byte NeedsCare(int i)
    {
        var level = ability[i] == 254 ? Maybe : ability[i] is >= 2 and <= 4 ? Yes : No;
        var kinds = kind[i] == 254 ? Maybe : kind[i] is 4 or 5 or 6 ? Yes : No;
        var grades = grade[i] == 254 ? Maybe : grade[i] is 1 or 2 ? Yes : No;
        return Or(level, And(kinds, grades));
    }

    private byte ParentsFit(int i)
    {
        var (fatherUnable, motherUnable) = (Unable(father[i], fatherSince[i]), Unable(mother[i], motherSince[i]));
        var fatherGone = father[i] == 254 ? Maybe : father[i] is 8 or 9 ? Yes : No;
        var motherGone = mother[i] == 254 ? Maybe : mother[i] is 8 or 9 ? Yes : No;
        var fatherDeported = father[i] == 254 ? Maybe : father[i] == 10 ? Yes : No;
        var motherDeported = mother[i] == 254 ? Maybe : mother[i] == 10 ? Yes : No;
        var fits = Or(Or(And(fatherUnable, motherUnable), And(fatherGone, motherUnable)), And(motherGone, fatherUnable));
        fits = Or(fits, Or(And(fatherDeported, motherGone), And(motherDeported, fatherGone)));
        return All(father[i] == 254 ? Maybe : Yes, mother[i] == 254 ? Maybe : Yes, fits);
    }

    private byte Unable(byte state, int since)
    {
        if (state == 254)
            return Maybe;
        if (state is 1 or 2 or 7)
            return Yes;
        if (state is not (3 or 4 or 5 or 6))
            return No;
        if (since <= int.MinValue + 1)
            return Maybe;
        var date = DateOnly.FromDayNumber(since);
        var month = DateOnly.FromDayNumber(monthStart);
        return since <= monthEnd && (month.Year - date.Year) * 12 + month.Month - date.Month >= 6 ? Yes : No;
    }

    private byte Unattended(int i, byte fits) => guardianship[i] switch
    {
        2 => Yes,
        254 => Maybe,
        0 or 3 or 255 => fits,
        _ => No,
    };

    /// <summary>Members who count and live; below zero if that is not known.</summary>
    private long Present(int first, int size)
    {
        long present = 0;
        for (var i = first; i < first + size; i++)
        {
            var here = All(Flag(counted[i], Yes), Alive(i), Born(i));
            if (here == Maybe)
                return -1;
            present += here;
        }

        return present;
    }

    private byte InFamily(int i, byte tekun, byte orphan) => All(All(Flag(counted[i], Yes), Alive(i)), Born(i), Not(tekun), Not(orphan));

    private long Sharers(int first, int size, Span<byte> tekun, Span<byte> orphan, long count)
    {
        for (var m = 0; m < size; m++)
        {
            if (InFamily(first + m, tekun[m], orphan[m]) != Yes)
                continue;
            var refuses = And(Flag(canWork[first + m], Yes), refused[first + m] == 254 ? Maybe : refused[first + m] is >= 3 and <= 253 ? Yes : No);
            if (refuses == Maybe)
                return Unknown;
            count -= refuses;
        }

        return count;
    }

    private long Income(int i, bool known)
    {
        var (a, b, c, d, e) = (Money(wage[i], known), Money(business[i], known), Money(property[i], known), Money(transfer[i], known), Money(support[i], known));
        return a == Unknown || b == Unknown || c == Unknown || d == Unknown || e == Unknown ? Unknown : a + b + c + d + e;
    }

    private static long Money(int raw, bool known) => raw > int.MinValue + 2 ? raw : raw == int.MinValue && known ? 0 : Unknown;

    private static long Count(int raw, long absent, bool known) => raw > int.MinValue + 2 ? raw : raw == int.MinValue && known ? absent : Unknown;

    private long Age(int i)
    {
        if (birth[i] <= int.MinValue + 1)
            return Unknown;
        var days = monthStart - birth[i];
        if (days < 0)
            return -1;
        var age = days / 366;
        while (birth[i] <= birthdays[age + 1])
            age++;
        return age;
    }

    private byte Alive(int i) => died[i] == int.MinValue ? Yes : died[i] == int.MinValue + 1 ? Maybe : died[i] >= monthStart ? Yes : No;

    private byte Born(int i) => birth[i] <= monthEnd ? Yes : No; // also where the birth date is not known

    private byte Studies(int i) => study[i] == 254 ? Maybe : study[i] is 0 or 255 ? No : Yes;

    private byte Young(int i) => Or(Less(Age(i), 18), And(Less(Age(i), childSchoolUntil), Studies(i)));

    private byte AtHome(int i) => placement[i] == 254 ? Maybe : placement[i] is 0 or 255 ? Yes : No;

    /// <summary>This month or the month before.</summary>
    private byte Recent(int day) => day == int.MinValue ? No : day == int.MinValue + 1 ? Maybe : day <= monthEnd && day >= monthBefore ? Yes : No;

    private static byte Flag(byte raw, byte absent) => raw == 255 ? absent : raw == 254 ? Maybe : raw == 0 ? No : Yes;

    private static byte Less(long a, long b) => a == Unknown ? Maybe : a < b ? Yes : No;

    private static byte AtMost(long a, long most) => a == Unknown ? Maybe : a <= most ? Yes : No;

    private static byte Not(byte a) => a == Maybe ? Maybe : a == Yes ? No : Yes;

    private static byte And(byte a, byte b) => a == No || b == No ? No : a == Maybe || b == Maybe ? Maybe : Yes;

    private static byte Or(byte a, byte b) => a == Yes || b == Yes ? Yes : a == Maybe || b == Maybe ? Maybe : No;

    private static byte All(byte a, byte b, byte c) => a == No || b == No || c == No ? No : a == Maybe || b == Maybe || c == Maybe ? Maybe : Yes;

    private static byte All(byte a, byte b) => And(a, b);

    private static byte All(byte a, byte b, byte c, byte d) => And(And(a, b), And(c, d));

    private static byte All(byte a, byte b, byte c, byte d, byte e) => And(All(a, b, c, d), e);

    private static long Lookup((long[] Keys, long[] Values) table, long key)
    {
        long value = 0;
        for (var k = 0; k < table.Keys.Length && table.Keys[k] <= key; k++)
            value = table.Values[k];
        return value;
    }

    private static long Yuan(long fen) => (fen + 99) / 100 * 100;

    private static long Rounded(long top, long bottom)
    {
        var (fen, rest) = Math.DivRem(top, bottom);
        return Math.Abs(rest) * 2 >= bottom ? fen + Math.Sign(rest) : fen;
    }

    private static void Add(Totals totals, int programme, byte status, long fen)
    {
        if (status == Yes)
        {
            totals.Eligible[programme]++;
            totals.Fen[programme] += fen;
        }
        else if (status == Maybe)
        {
            totals.Undetermined[programme]++;
        }
    }
}
