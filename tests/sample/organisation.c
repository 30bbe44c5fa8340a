#include "organisation.h"

#include <stdlib.h>
#include <string.h>

const struct sample_department sample_departments[SAMPLE_DEPARTMENTS] = {
    {"BRIGHTWATER", "Brightwater", -1, 11, "Hamburg"},                     // 0
    {"OPS", "Operations", 0, 11, "Leipzig"},                               // 1
    {"SALES", "Sales and Service", 0, 11, "Hamburg"},                      // 2
    {"DEV", "Development", 0, 11, "Galway"},                               // 3
    {"FIN", "Finance and IT", 0, 11, "Hamburg"},                           // 4
    {"HR", "People and Culture", 0, 11, "Hamburg"},                        // 5
    {"LOG", "Supply and Logistics", 0, 11, "Leeds"},                       // 6
    {"OPS-PRODUCTION", "Production", 1, 11, "Leipzig"},                    // 7
    {"OPS-QUALITY", "Quality", 1, 11, "Leipzig"},                          // 8
    {"OPS-MAINTENANCE", "Maintenance", 1, 11, "Leipzig"},                  // 9
    {"SALES-NORTH", "Sales North", 2, 11, "Hamburg"},                      // 10
    {"SALES-SOUTH", "Sales South", 2, 11, "Hamburg"},                      // 11
    {"SALES-SERVICE", "Customer Service", 2, 11, "Hamburg"},               // 12
    {"DEV-RESEARCH", "Research", 3, 11, "Galway"},                         // 13
    {"DEV-DESIGN", "Design", 3, 3, "Galway"},                              // 14
    {"DEV-SOFTWARE", "Software", 3, 11, "Galway"},                         // 15
    {"FIN-ACCOUNTS", "Accounts", 4, 11, "Hamburg"},                        // 16
    {"FIN-CONTROLLING", "Controlling", 4, 19, "Hamburg"},                  // 17
    {"FIN-IT", "Information Technology", 4, 11, "Hamburg"},                // 18
    {"HR-RECRUITING", "Recruiting", 5, 16, "Hamburg"},                     // 19
    {"HR-LEARNING", "Learning and Development", 5, 13, "Hamburg"},         // 20
    {"HR-PAYROLL", "Payroll", 5, 4, "Hamburg"},                            // 21
    {"LOG-PURCHASING", "Purchasing", 6, 11, "Leeds"},                      // 22
    {"LOG-WAREHOUSE", "Warehouse", 6, 11, "Leeds"},                        // 23
    {"LOG-TRANSPORT", "Transport", 6, 11, "Leeds"},                        // 24
    {"OPS-PRODUCTION-PRESSING", "Pressing", 7, 31, "Leipzig"},             // 25
    {"OPS-PRODUCTION-ASSEMBLY", "Assembly", 7, 49, "Leipzig"},             // 26
    {"OPS-PRODUCTION-PAINTING", "Painting", 7, 23, "Leipzig"},             // 27
    {"OPS-PRODUCTION-PACKING", "Packing", 7, 28, "Leipzig"},               // 28
    {"OPS-QUALITY-LABORATORY", "Laboratory", 8, 21, "Leipzig"},            // 29
    {"OPS-QUALITY-INSPECTION", "Inspection", 8, 24, "Leipzig"},            // 30
    {"OPS-MAINTENANCE-MECHANICS", "Mechanics", 9, 25, "Leipzig"},          // 31
    {"OPS-MAINTENANCE-ELECTRICS", "Electrics", 9, 24, "Leipzig"},          // 32
    {"SALES-NORTH-KEY-ACCOUNTS", "Key Accounts", 10, 19, "Hamburg"},       // 33
    {"SALES-NORTH-FIELD", "Field Sales North", 10, 34, "Hamburg"},         // 34
    {"SALES-NORTH-ONLINE", "Online Shop", 10, 23, "Hamburg"},              // 35
    {"SALES-SOUTH-FIELD", "Field Sales South", 11, 30, "Hamburg"},         // 36
    {"SALES-SOUTH-PARTNERS", "Partners", 11, 22, "Hamburg"},               // 37
    {"SALES-SERVICE-HOTLINE", "Hotline", 12, 53, "Hamburg"},               // 38
    {"SALES-SERVICE-REPAIRS", "Repairs", 12, 35, "Hamburg"},               // 39
    {"SALES-SERVICE-PARTS", "Spare Parts", 12, 20, "Hamburg"},             // 40
    {"DEV-RESEARCH-SENSORS", "Sensors", 13, 26, "Galway"},                 // 41
    {"DEV-RESEARCH-MATERIALS", "Materials", 13, 18, "Galway"},             // 42
    {"DEV-DESIGN-INDUSTRIAL", "Industrial Design", 14, 17, "Galway"},      // 43
    {"DEV-DESIGN-DOCUMENTATION", "Documentation", 14, 22, "Galway"},       // 44
    {"DEV-SOFTWARE-PLATFORM", "Platform", 15, 33, "Galway"},               // 45
    {"DEV-SOFTWARE-APPLICATIONS", "Applications", 15, 38, "Galway"},       // 46
    {"DEV-SOFTWARE-TESTING", "Testing", 15, 24, "Galway"},                 // 47
    {"FIN-ACCOUNTS-PAYABLES", "Payables", 16, 23, "Hamburg"},              // 48
    {"FIN-ACCOUNTS-RECEIVABLES", "Receivables", 16, 22, "Hamburg"},        // 49
    {"FIN-IT-SERVICE-DESK", "Service Desk", 18, 39, "Hamburg"},            // 50
    {"FIN-IT-NETWORKS", "Networks", 18, 23, "Hamburg"},                    // 51
    {"FIN-IT-BUSINESS", "Business Applications", 18, 28, "Hamburg"},       // 52
    {"LOG-PURCHASING-MATERIALS", "Materials Purchasing", 22, 24, "Leeds"}, // 53
    {"LOG-PURCHASING-SERVICES", "Services Purchasing", 22, 16, "Leeds"},   // 54
    {"LOG-WAREHOUSE-INBOUND", "Inbound", 23, 32, "Leeds"},                 // 55
    {"LOG-WAREHOUSE-OUTBOUND", "Outbound", 23, 41, "Leeds"},               // 56
    {"LOG-WAREHOUSE-RETURNS", "Returns", 23, 21, "Leeds"},                 // 57
    {"LOG-TRANSPORT-FLEET", "Fleet", 24, 35, "Leeds"},                     // 58
    {"LOG-TRANSPORT-DISPATCH", "Dispatch", 24, 24, "Leeds"},               // 59
};

int sample_department_find(const char *code)
{
    for (int i = 0; i < SAMPLE_DEPARTMENTS; i++)
        if (strcmp(sample_departments[i].code, code) == 0)
            return i;
    abort();
}

size_t sample_people_count(void)
{
    size_t count = 0;
    for (int i = 0; i < SAMPLE_DEPARTMENTS; i++)
        count += (size_t)sample_departments[i].people;
    return count;
}

int sample_is_below(int department, int top)
{
    while (department > top)
        department = sample_departments[department].parent;
    return department == top;
}
