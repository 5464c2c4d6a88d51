using Huimin.Policies;

namespace Huimin.Platform.Demo;

/// <summary>The numbers under which the facts and sources that the demo uses are stored, looked up once.</summary>
internal sealed class DemoFacts
{
    private readonly FactCatalogue catalogue;

    /// <param name="catalogue">Of the city's policy pack.</param>
    /// <param name="start">Day from which the standing facts hold.</param>
    public DemoFacts(FactCatalogue catalogue, DateOnly start)
    {
        this.catalogue = catalogue;
        Start = start;
        Wage = Member("wage");
        BusinessIncome = Member("business_income");
        TransferIncome = Member("transfer_income");
        SupportIncome = Member("support_income");
        BasicPension = Member("basic_pension");
        DisabilityKind = Member("disability_kind");
        DisabilityGrade = Member("disability_grade");
        SeriousIllness = Member("serious_illness");
        SelfCareFailed = Member("self_care_failed");
        AbilityLevel = Member("ability_level");
        Study = Member("study");
        HasCapableSupporter = Member("has_capable_supporter");
        Guardianship = Member("guardianship");
        Placement = Member("placement");
        OtherNursingBenefit = Member("other_nursing_benefit");
        FatherState = Member("father_state");
        FatherStateSince = Member("father_state_since");
        MotherState = Member("mother_state");
        MotherStateSince = Member("mother_state_since");
        DisabilitySince = Member("disability_since");
        UnemployedSince = Member("unemployed_since");
        UnemploymentBenefit = Member("unemployment_benefit");
        AdmittedOn = Member("admitted_on");
        IncomeFound = Member("income_found");
        FinancialAssets = OfHousehold("financial_assets");
        Vehicles = OfHousehold("vehicles");
        Dwellings = OfHousehold("dwellings");
        RigidExpense = OfHousehold("rigid_expense");
        RigidExpenseOfYear = OfHousehold("rigid_expense_12m");
        MedicalExpense = OfHousehold("medical_expense_12m");
        AccidentOn = OfHousehold("accident_on");
        DibaoEndedOn = OfHousehold("dibao_ended_on");
        Insurance = Source("social_insurance");
        Visit = Source("home_visit");
        Bank = Source("bank");
        VehicleRegister = Source("vehicles");
        RealEstate = Source("real_estate");
        Federation = Source("disabled_persons_federation");
        Health = Source("health");
        Education = Source("education");
        Assessment = Source("ability_assessment");
        HouseholdRegister = Source("household_register");
        MedicalInsurance = Source("medical_insurance");
        HumanResources = Source("human_resources");
        Police = Source("police");
    }

    public DateOnly Start { get; }

    public short Wage { get; }

    public short BusinessIncome { get; }

    public short TransferIncome { get; }

    public short SupportIncome { get; }

    public short BasicPension { get; }

    public short DisabilityKind { get; }

    public short DisabilityGrade { get; }

    public short SeriousIllness { get; }

    public short SelfCareFailed { get; }

    public short AbilityLevel { get; }

    public short Study { get; }

    public short HasCapableSupporter { get; }

    public short Guardianship { get; }

    public short Placement { get; }

    public short OtherNursingBenefit { get; }

    public short FatherState { get; }

    public short FatherStateSince { get; }

    public short MotherState { get; }

    public short MotherStateSince { get; }

    public short DisabilitySince { get; }

    public short UnemployedSince { get; }

    public short UnemploymentBenefit { get; }

    public short AdmittedOn { get; }

    public short IncomeFound { get; }

    public short FinancialAssets { get; }

    public short Vehicles { get; }

    public short Dwellings { get; }

    public short RigidExpense { get; }

    public short RigidExpenseOfYear { get; }

    public short MedicalExpense { get; }

    public short AccidentOn { get; }

    public short DibaoEndedOn { get; }

    public short Insurance { get; }

    public short Visit { get; }

    public short Bank { get; }

    public short VehicleRegister { get; }

    public short RealEstate { get; }

    public short Federation { get; }

    public short Health { get; }

    public short Education { get; }

    public short Assessment { get; }

    public short HouseholdRegister { get; }

    public short MedicalInsurance { get; }

    public short HumanResources { get; }

    public short Police { get; }

    /// <summary>The raw value of a choice's option.</summary>
    public long Option(string fact, string option)
    {
        var options = catalogue.Find(fact, ofHousehold: false)!.Options;
        return options.Select((o, i) => (o.Code, i)).First(o => o.Code == option).i;
    }

    private short Member(string code) => Number(catalogue.Find(code, ofHousehold: false), code);

    private short OfHousehold(string code) => Number(catalogue.Find(code, ofHousehold: true), code);

    private short Source(string code) =>
        (short)(catalogue.Sources.FirstOrDefault(s => s.Code == code) ?? throw Lacks(code)).Id;

    private static short Number(Fact? fact, string code) => (short)(fact ?? throw Lacks(code)).Id;

    private static CannotRunException Lacks(string code) => new($"policies/facts.yaml 中缺少演示城市需要的 {code}。");
}
